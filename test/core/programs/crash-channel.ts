import { request } from 'undici';
import { statusOf } from '../../../src/core/generation/generation.ts';
import type { DeliveryChannel, DeliveryJob, Json } from '../../../src/core/ports/delivery-channel.ts';
import type { PausePoint } from './crash-settings.ts';

/**
 * A platform over HTTP with one message per generation: posted under a name of our own, so that a post whose answer was
 * lost is found again, and only edited from then on.
 */
export function createCrashChannel(
  url: string,
  pauseAt: (point: PausePoint, prompt: string) => Promise<void>,
): DeliveryChannel {
  const call = async (method: 'POST' | 'PUT' | 'GET', path: string, content?: Json): Promise<string> => {
    const { body } = await request(`${url}${path}`, {
      method,
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      headersTimeout: 0,
    });
    return ((await body.json()) as { message?: string }).message ?? '';
  };
  return {
    platform: 'test',
    async deliver(job) {
      const { generation } = job;
      const { prompt } = generation.request;
      const outcome = generation.error?.code ?? statusOf(generation);
      await pauseAt('before the delivery', prompt);
      const message = await messageOf(job, outcome, call, pauseAt);
      await call('PUT', `/messages/${message}`, { outcome });
      await pauseAt('after the last checkpoint', prompt);
      return { messages: [{ key: `test:${message}`, pictures: [0] }] };
    },
    async showProgress({ generation }) {
      await pauseAt('at an edit of progress', generation.request.prompt);
      return { edited: true, againMs: 1_000 };
    },
  };
}

async function messageOf(
  { generation, checkpoint, saveCheckpoint }: DeliveryJob,
  outcome: string,
  call: (method: 'POST' | 'GET', path: string, content?: Json) => Promise<string>,
  pauseAt: (point: PausePoint, prompt: string) => Promise<void>,
): Promise<string> {
  const known = checkpoint as { message?: string; posting?: boolean } | undefined;
  if (known?.message) return known.message;
  const { id, request: asked } = generation;
  const found = known?.posting ? await call('GET', `/messages?name=${id}`) : '';
  if (found === '') await saveCheckpoint({ posting: true });
  await pauseAt('before the post', asked.prompt);
  const message = found || (await call('POST', '/messages', { name: id, prompt: asked.prompt, outcome }));
  await pauseAt('after the post', asked.prompt);
  await saveCheckpoint({ message });
  return message;
}
