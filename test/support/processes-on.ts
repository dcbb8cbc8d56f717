import { onTestFinished } from 'vitest';
import type { OutsideAddress } from '../../src/core/storage/store-address.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness } from './core-harness.ts';

export interface Processes {
  readonly gateway: ScriptedProvider;
  readonly channel: RecordingChannel;
  readonly receiver: Harness;
}

/** Until the running test ends: one that receives and one that works, on the same outside store. */
export async function processesOn(store: OutsideAddress): Promise<Processes> {
  const gateway = new ScriptedProvider('alpha');
  const channel = new RecordingChannel();
  const shared = { store, providers: [gateway], channels: [channel], wrapMedia: withTestPictures };
  const receiver = await startHarness({ ...shared, withoutWorker: true });
  const worker = await startHarness(shared);
  onTestFinished(async () => {
    await Promise.all([receiver.stop(), worker.stop()]);
  });
  return { gateway, channel, receiver };
}
