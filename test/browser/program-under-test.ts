import { createServer } from 'node:net';
import { once } from 'node:events';
import sharp from 'sharp';
import { createHttpServer } from '../../src/bots/web/http-server.ts';
import type { PageLaunch } from '../../src/bots/web/region/page-launch.ts';
import { createWebDelivery } from '../../src/bots/web/web-delivery.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { OpenAiProvider } from '../../src/providers/openai/openai-provider.ts';
import { WuyinkejiProvider } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { OpenAiStandIn } from '../support/gateways/openai.ts';
import type { StandInTask } from '../support/gateways/shared/tasks.ts';
import { WuyinkejiStandIn } from '../support/gateways/wuyinkeji.ts';
import type { TestRedis } from '../support/redis.ts';

export interface ProgramOptions {
  readonly redis: TestRedis;
  readonly pageDirectory: string;
  /** A name ending in `.example`; the browser of these tests finds it on this machine. */
  readonly publicHost?: string;
  readonly launch?: PageLaunch;
  readonly now?: () => number;
}

/** Everything but the program's own start: the HTTP side, core, the store, and gateways at their stand-ins. */
export interface ProgramUnderTest extends Pick<Harness, 'core' | 'media' | 'order'> {
  readonly url: string;
  readonly publicUrl: string | undefined;
  /** Preferred, and without masks. */
  readonly maskless: WuyinkejiStandIn;
  readonly gateway: OpenAiStandIn;
  /** Outcomes for chats. */
  readonly chat: RecordingChannel;
  close(): Promise<void>;
}

export async function startProgram(options: ProgramOptions): Promise<ProgramUnderTest> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      // Somebody else was quicker to take the port.
      if (tries === 5 || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'))
        throw error;
    }
  }
}

async function startOn(port: number, options: ProgramOptions): Promise<ProgramUnderTest> {
  const { redis, pageDirectory, publicHost, launch } = options;
  const now = options.now ?? Date.now;
  await redis.flush();
  const publicUrl = publicHost === undefined ? undefined : `http://${publicHost}:${port}`;
  const maskless = await new WuyinkejiStandIn({ latencyMs: 2 }).start();
  const gateway = await new OpenAiStandIn({ latencyMs: 2 }).start();
  const deps = { logger: silentLogger, now: Date.now };
  const providers = [
    new WuyinkejiProvider({ apiKey: maskless.apiKey, baseUrls: [maskless.baseUrl] }, deps),
    new OpenAiProvider({ apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl] }, deps),
  ];
  const chat = new RecordingChannel();
  const harness = await startHarness({
    ...{ redis, providers, now },
    channels: [createWebDelivery(), chat],
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  let serial = 0;
  const server = await createHttpServer({
    ...{ host: '127.0.0.1', port, logger: silentLogger, now },
    secretKey: 'a-secret-key-for-tests-only-0123456789',
    readiness: () => Promise.resolve({ ready: true, missing: [] }),
    metricsText: () => Promise.resolve(''),
    randomId: () => `visitor-${(serial += 1).toString().padStart(4, '0')}`,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    web: {
      core: harness.core,
      openLink: (path) => harness.media.openSignedPath(path),
      pageDirectory,
      ...(launch ? { launch } : {}),
    },
  });
  const close = async (): Promise<void> => {
    await server.close();
    await harness.stop();
    await Promise.all(providers.map((provider) => provider.close()));
    await Promise.all([maskless.stop(), gateway.stop()]);
  };
  await server.listen().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    core: harness.core,
    media: harness.media,
    order: harness.order,
    url: `http://localhost:${port}`,
    ...{ publicUrl, maskless, gateway, chat },
    close,
  };
}

/** The one task with a mask that the gateway was sold. */
export function maskedTask(gateway: OpenAiStandIn): StandInTask & Required<Pick<StandInTask, 'mask'>> {
  const masked = [...gateway.tasks.values()].flatMap((task) =>
    task.mask ? [{ ...task, mask: task.mask }] : [],
  );
  const [only] = masked;
  if (!only || masked.length > 1) throw new Error(`${masked.length} tasks with a mask`);
  return only;
}

/** Which pixels of a mask are open: 1 for transparent, 0 for opaque. Anything between fails. */
export async function openPixels(mask: Buffer): Promise<{ width: number; height: number; open: Uint8Array }> {
  const { data, info } = await sharp(mask)
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const half = data.findIndex((alpha) => alpha !== 0 && alpha !== 255);
  if (half >= 0) throw new Error(`Pixel ${half} is neither open nor closed`);
  return { width: info.width, height: info.height, open: data.map((alpha) => (alpha === 0 ? 1 : 0)) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('No port');
  return address.port;
}
