import { describe, expect, it, onTestFinished } from 'vitest';
import { picturesOf } from '../../src/core/generation/generation.ts';
import { inspectStore } from '../../src/core/storage/inspect-store.ts';
import type { OutsideAddress } from '../../src/core/storage/store-address.ts';
import { eventually } from '../support/eventually.ts';
import { processesOn } from '../support/processes-on.ts';
import { startCluster, startSentinels } from '../support/redis-servers.ts';

describe('a store of several servers', () => {
  it('that sentinels name may change hands while a picture is drawn', async () => {
    const servers = await startSentinels();
    onTestFinished(() => servers.stop());
    const store: OutsideAddress = { url: `redis://${servers.hosts}`, sentinel: { name: 'pictures' } };
    const { receiver, gateway, channel } = await processesOn(store);
    gateway.script.push({ kind: 'slow' });
    const slow = await receiver.ask();
    await receiver.ended(slow.id, 'running');

    await servers.failOver();
    for (const { order } of gateway.submits) gateway.finish(order);
    const done = await eventually(() => receiver.ended(slow.id), { timeoutMs: 15_000 });
    const next = await eventually(() => receiver.ask(), { timeoutMs: 5_000 });
    await receiver.ended(next.id);
    await eventually(() => channel.deliveries.length === 2);

    expect(picturesOf(done)).toHaveLength(1);
    expect(gateway.submits).toHaveLength(2);
    expect(await inspectStore(store)).toMatchObject({ readOnly: false });
  });

  it('may be a cluster, whose node that has our keys may change', async () => {
    const servers = await startCluster();
    onTestFinished(() => servers.stop());
    const store: OutsideAddress = { url: `redis://${servers.hosts}`, cluster: true };
    const { receiver, gateway, channel } = await processesOn(store);
    const first = await receiver.ask();
    await receiver.ended(first.id);
    gateway.script.push({ kind: 'slow' });
    const slow = await receiver.ask({ userId: 'test:2' });
    await receiver.ended(slow.id, 'running');

    await servers.failOver();
    for (const { order } of gateway.submits) gateway.finish(order);
    const done = await eventually(() => receiver.ended(slow.id), { timeoutMs: 15_000 });
    const next = await eventually(() => receiver.ask(), { timeoutMs: 5_000 });
    await receiver.ended(next.id);
    await eventually(() => channel.deliveries.length === 3);

    expect(picturesOf(done)).toHaveLength(1);
    expect(gateway.submits).toHaveLength(3);
    expect(await inspectStore(store)).toMatchObject({ readOnly: false });
    const sizes = await Promise.all(servers.servers.map(({ client }) => client.dbsize()));
    expect(sizes.filter((size) => size > 0)).toHaveLength(2);
  });
});
