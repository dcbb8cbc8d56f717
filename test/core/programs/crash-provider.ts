import { request } from 'undici';
import { ProviderError } from '../../../src/core/errors.ts';
import type { ImageProvider, ProviderPlan, TaskStatus } from '../../../src/core/ports/image-provider.ts';
import { crashLimits } from './crash-settings.ts';
import type { PausePoint } from './crash-settings.ts';

/** A gateway over HTTP whose tasks carry the prompt, so that a worker can be stopped by it anywhere. */
export function createCrashProvider(
  url: string,
  pauseAt: (point: PausePoint, prompt: string) => Promise<void>,
): ImageProvider {
  return {
    ...{ id: 'alpha', title: 'Alpha', model: undefined, limits: crashLimits },
    prices: [{ usd: 0.05, assumed: false }],
    plan({ request: { ratio, resolution, quality, format, background } }): ProviderPlan {
      return { applied: { ratio, resolution, quality, format, background }, changes: [] };
    },
    async submit(order) {
      await pauseAt('before the submit', order.prompt);
      const { body, statusCode } = await request(`${url}/submit`, {
        method: 'POST',
        body: JSON.stringify({ prompt: order.prompt }),
        headersTimeout: 0,
      });
      if (statusCode !== 200) throw unavailable('submit');
      const { task } = (await body.json()) as { task: string };
      await pauseAt('with the answer', order.prompt);
      return { state: 'running', task: { id: task, baseUrl: url }, pollAfterMs: 20 };
    },
    async poll(task): Promise<TaskStatus> {
      const prompt = decodeURIComponent(task.id.slice(task.id.indexOf('-') + 1));
      await pauseAt('at a look', prompt);
      const { body, statusCode } = await request(`${url}/tasks/${task.id}`);
      if (statusCode !== 200) throw unavailable('poll');
      const { done } = (await body.json()) as { done: boolean };
      if (!done) return { state: 'running' };
      return { state: 'succeeded', images: [{ kind: 'remote', url: `${url}/pictures/${task.id}` }] };
    },
    close: () => Promise.resolve(),
  };
}

function unavailable(phase: 'submit' | 'poll'): ProviderError {
  const code = phase === 'submit' ? 'submission-unknown' : 'provider-unavailable';
  return new ProviderError('The stand-in failed', { provider: 'alpha', phase, code });
}
