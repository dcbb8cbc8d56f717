import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/errors.ts';
import { qualities, ratios, resolutions } from '../../src/core/generation/image-request.ts';
import type {
  ImageProvider,
  ProviderTask,
  ResultImage,
  TaskStatus,
} from '../../src/core/ports/image-provider.ts';
import { unusableResult } from '../../src/providers/shared/gateway-error.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayStandIn, GatewayStandInOptions } from '../support/gateways/shared/gateway-stand-in.ts';
import type { Misbehaviour } from '../support/gateways/shared/misbehaviour.ts';
import { makeOrder, planOf } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference, startPictureHost } from '../support/providers/order-images.ts';
import type { PictureHost } from '../support/providers/order-images.ts';

export interface ProviderContractSubject {
  name: string;
  startGateway(options: GatewayStandInOptions): Promise<GatewayStandIn>;
  createProvider(config: { apiKey: string; baseUrls: readonly string[] }): ImageProvider;
  /** Misbehaviours that this gateway's documentation gives another meaning; keyed by the row's name. */
  exceptions?: Readonly<Record<string, string>>;
}

const prompt = 'a secret-prompt-marker in the snow';
type Outcome = { images: readonly ResultImage[]; task: ProviderTask | undefined } | { error: ProviderError };

/**
 * Every `ImageProvider` passes this against its own strict stand-in: what it sends is what the gateway documents, it
 * buys once, and what it says about a failure is true.
 */
export function imageProviderContract(subject: ProviderContractSubject): void {
  describe(`ImageProvider contract: ${subject.name}`, () => {
    let gateway: GatewayStandIn;
    let provider: ImageProvider;
    let host: PictureHost;
    const closing: (() => Promise<unknown>)[] = [];

    beforeEach(async () => {
      host = await startPictureHost();
      gateway = await subject.startGateway({ latencyMs: 5 });
      provider = subject.createProvider({ apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl] });
      closing.push(
        () => host.stop(),
        () => gateway.stop(),
        () => provider.close(),
      );
    });
    afterEach(async () => {
      await Promise.all(closing.splice(0).map((close) => close()));
    });

    const submit = (wish: OrderWish = {}, options: { timeoutMs?: number } = {}, from = provider) =>
      from.submit(makeOrder(from, { prompt, ...wish }), { sink: new MemorySink(), ...options });

    /** From submit to the end, whichever way the gateway answers. */
    async function outcome(wish: OrderWish = {}): Promise<Outcome> {
      const submitted = await submit(wish).catch(asProviderError);
      if (submitted instanceof ProviderError) return { error: submitted };
      if (submitted.state === 'succeeded') return pictures(submitted.images, submitted.task);
      const { task } = submitted;
      const ended = await ends(task);
      if (ended.state === 'succeeded') return pictures(ended.images, task);
      if (ended.state === 'failed') return { error: ended.error };
      throw new Error(`ended as ${ended.state}`);
    }

    /** Success without a picture is unusable, whichever way it is told. */
    function pictures(images: readonly ResultImage[], task: ProviderTask | undefined): Outcome {
      if (images.length > 0) return { images, task };
      return { error: unusableResult(provider.id) };
    }

    const ends = (task: ProviderTask): Promise<TaskStatus> =>
      eventually(
        async () => {
          const status = await provider.poll(task, {});
          if (status.state === 'running') throw new Error('still running');
          return status;
        },
        { timeoutMs: 5_000 },
      );

    async function refused(how: Misbehaviour, options: { timeoutMs?: number } = {}): Promise<ProviderError> {
      gateway.misbehave({ on: 'submit', how });
      const answer = await submit({}, options).catch(asProviderError);
      if (!(answer instanceof ProviderError)) throw new Error(`submit ended as ${answer.state}`);
      return answer;
    }

    it('buys exactly one picture and names it', async () => {
      const result = await outcome({ ratio: '16:9' });

      expect(result).toMatchObject({ images: [{ kind: expect.stringMatching(/remote|staged/) as unknown }] });
      expect(gateway.submits()).toBe(1);
      expect(gateway.bills()).toMatchObject([{ images: 1 }]);
      expect(gateway.violations).toEqual([]);
    });

    it.each(ratios.flatMap((ratio) => resolutions.map((resolution) => ({ ratio, resolution }))))(
      'is never refused for a planned $ratio at $resolution',
      async ({ ratio, resolution }) => {
        const quality = qualities[(ratio.length + resolution.length) % qualities.length];

        await outcome({ ratio, resolution, quality });

        expect(gateway.violations).toEqual([]);
        expect(gateway.submits()).toBe(1);
      },
    );

    it.each([
      { size: '1000x1000' },
      { size: '3840x2160' },
      { size: '256x256' },
      { size: '3840x1280' },
      { size: '1536x864' },
      { format: 'jpeg', compression: 80 },
      { format: 'webp', compression: 0, background: 'opaque' },
      { format: 'png', compression: 50, quality: 'medium' },
    ])('is never refused for %o', async (wish) => {
      await outcome(wish);

      expect(gateway.violations).toEqual([]);
      expect(gateway.submits()).toBe(1);
    });

    it('tells what the output is expected to be, and the gateway makes that', async () => {
      const { applied } = planOf(provider, { ratio: '3:2' });

      await outcome({ ratio: '3:2' });

      const [task] = gateway.tasks.values();
      expect(task?.pictures).toMatchObject([{ width: applied.width, height: applied.height }]);
    });

    it('names a price for everything it plans', () => {
      for (const resolution of resolutions) {
        for (const quality of qualities) {
          const { applied } = planOf(provider, { resolution, quality });
          const billed = applied.quality === 'auto' ? provider.limits.autoQuality : applied.quality;
          const row = provider.prices.find(
            (candidate) =>
              (candidate.model ?? provider.model) === provider.model &&
              (candidate.quality ?? billed) === billed &&
              (candidate.resolution ?? applied.resolution) === applied.resolution,
          );
          expect(row && (row.usd ?? row.cny)).toBeGreaterThan(0);
        }
      }
    });

    it('hands references over in order', async () => {
      const sizes = [64, 72, 80].slice(0, provider.limits.maxReferences);
      const references = await Promise.all(sizes.map((width) => makeReference({ width, host })));

      await outcome({ references });

      const [task] = gateway.tasks.values();
      expect(task?.references.map(({ width }) => width)).toEqual(sizes);
      expect(gateway.violations).toEqual([]);
    });

    it('hands a mask over where it says it can, and is unable where it cannot', async () => {
      const references = [await makeReference({ host })];
      const mask = await makeMask({ host });
      if (!provider.limits.mask) {
        expect(() => planOf(provider, { references, mask })).toThrow('unable: mask');
        return;
      }

      const result = await outcome({ references, mask });

      const [task] = gateway.tasks.values();
      expect(result).toHaveProperty('images');
      expect(task?.mask).toMatchObject({ width: mask.width, height: mask.height, hasAlpha: true });
      expect(gateway.violations).toEqual([]);
    });

    it('is unable to take more references than its limit, or private ones where it needs public ones', async () => {
      const { limits } = provider;
      const reference = await makeReference();
      const many = Array.from({ length: limits.maxReferences + 1 }, () => reference);
      const request = { ...planInput(provider), references: [reference], publicAddress: false };

      expect(() => planOf(provider, { references: many })).toThrow('unable: references');
      expect('unable' in provider.plan(request)).toBe(limits.needsPublicReferences);
    });

    it.each<{ name: string; how: Misbehaviour; code: string; sold: number; timeoutMs?: number }>([
      { name: 'a wrong key', how: { kind: 'badKey' }, code: 'provider-unauthorized', sold: 0 },
      {
        name: 'no access',
        how: { kind: 'error', error: 'forbidden' },
        code: 'provider-unauthorized',
        sold: 0,
      },
      { name: 'an empty account', how: { kind: 'noBalance' }, code: 'provider-unauthorized', sold: 0 },
      { name: 'too many requests', how: { kind: 'rateLimited' }, code: 'provider-rate-limited', sold: 0 },
      { name: 'the safety filter', how: { kind: 'failAtSubmit' }, code: 'provider-moderated', sold: 0 },
      { name: 'an unexplained 400', how: status(400), code: 'provider-rejected', sold: 0 },
      { name: 'an unexplained 404', how: status(404), code: 'provider-rejected', sold: 0 },
      {
        name: 'a 500 in its own words',
        how: { kind: 'error', error: 'serverError' },
        code: 'submission-unknown',
        sold: 0,
      },
      { name: 'a 502 page', how: { kind: 'htmlError' }, code: 'submission-unknown', sold: 0 },
      { name: 'a 503 page', how: { kind: 'htmlError', status: 503 }, code: 'submission-unknown', sold: 0 },
      {
        name: 'a 504 after it took the task',
        how: { kind: 'htmlError', status: 504, accepted: true },
        code: 'submission-unknown',
        sold: 1,
      },
      { name: 'a redirect', how: status(302), code: 'submission-unknown', sold: 0 },
      { name: 'an empty 200', how: status(200), code: 'submission-unknown', sold: 0 },
      {
        name: 'a web page on 200',
        how: { kind: 'respond', status: 200, body: '<html>hi</html>' },
        code: 'submission-unknown',
        sold: 0,
      },
      {
        name: 'an answer that breaks off',
        how: { kind: 'garbageJson' },
        code: 'submission-unknown',
        sold: 1,
      },
      { name: 'a lost answer', how: { kind: 'acceptThenDropSocket' }, code: 'submission-unknown', sold: 1 },
      {
        name: 'a dropped connection',
        how: { kind: 'dropSocketBefore' },
        code: 'submission-unknown',
        sold: 0,
      },
      {
        name: 'no answer in time',
        how: { kind: 'hang' },
        code: 'submission-unknown',
        sold: 1,
        timeoutMs: 300,
      },
      { name: 'a 521 page', how: { kind: 'htmlError', status: 521 }, code: 'provider-unreachable', sold: 0 },
      { name: 'a 522 page', how: { kind: 'htmlError', status: 522 }, code: 'provider-unreachable', sold: 0 },
      { name: 'a 525 page', how: { kind: 'htmlError', status: 525 }, code: 'provider-unreachable', sold: 0 },
    ])('calls $name on submit $code, once, without secrets', async ({ name, how, code, sold, timeoutMs }) => {
      const error = await refused(how, timeoutMs === undefined ? {} : { timeoutMs });

      expect(error).toMatchObject({
        code: subject.exceptions?.[name] ?? code,
        phase: 'submit',
        provider: provider.id,
      });
      expect(gateway.submits()).toBe(sold);
      expect(gateway.violations).toEqual([]);
      expect(everythingIn(error)).not.toMatch(new RegExp(`secret-prompt-marker|${gateway.apiKey}`));
    });

    it('passes on how long the gateway asks to wait', async () => {
      const error = await refused({ kind: 'rateLimited', retryAfter: '7' });

      expect(error).toMatchObject({ code: 'provider-rate-limited', retryable: true, retryAfterMs: 7_000 });
    });

    it('knows that nothing was bought when nobody listens', async () => {
      const deaf = subject.createProvider({ apiKey: 'any', baseUrls: [await closedAddress()] });
      closing.push(() => deaf.close());

      const error = await submit({}, {}, deaf).catch(asProviderError);

      expect(error).toMatchObject({ code: 'provider-unreachable', phase: 'submit', retryable: true });
    });

    it('goes on to the second address only where the first cannot have sold anything', async () => {
      const second = await subject.startGateway({ latencyMs: 5 });
      const both = [gateway.baseUrl, second.baseUrl];
      const patient = subject.createProvider({ apiKey: gateway.apiKey, baseUrls: both });
      const lucky = subject.createProvider({
        apiKey: gateway.apiKey,
        baseUrls: [await closedAddress(), second.baseUrl],
      });
      closing.push(
        () => second.stop(),
        () => patient.close(),
        () => lucky.close(),
      );
      gateway.misbehave({ on: 'submit', how: { kind: 'acceptThenDropSocket' } });

      const lost = await submit({}, {}, patient).catch(asProviderError);
      expect(lost).toMatchObject({ code: 'submission-unknown' });
      expect([gateway.submits(), second.submits()]).toEqual([1, 0]);

      const sold = await submit({}, {}, lucky);
      expect(sold.state === 'succeeded' ? sold.baseUrl : sold.task.baseUrl).toBe(second.baseUrl);
      expect(second.submits()).toBe(1);
    });

    it.each<{ name: string; how: Misbehaviour }>([
      { name: 'numbers as text', how: { kind: 'numbersAsStrings' } },
      { name: 'fields nobody documented', how: { kind: 'unknownExtraFields' } },
      { name: 'bodies in slow pieces', how: { kind: 'slowBody', ms: 60 } },
    ])('reads answers with $name', async ({ how }) => {
      for (const on of ['submit', 'poll', 'batch'] as const) gateway.misbehave({ on, times: Infinity, how });

      expect(await outcome()).toHaveProperty('images.length', 1);
    });

    it.each<{ how: Misbehaviour; code: string }>([
      { how: { kind: 'failLate', reason: 'moderation' }, code: 'provider-moderated' },
      { how: { kind: 'failLate', reason: 'fault' }, code: 'provider-failed' },
      { how: { kind: 'succeedWithoutUrl' }, code: 'result-unusable' },
    ])('calls a task that ends badly ($how) $code', async ({ how, code }) => {
      gateway.misbehave({ on: 'submit', how });

      const result = await outcome();

      const name = how.kind === 'failLate' ? `late ${how.reason}` : how.kind;
      expect(result).toMatchObject({
        error: { code: subject.exceptions?.[name] ?? code, provider: provider.id },
      });
    });

    it('hands out a task that survives being stored, and the same pictures each time it is asked', async () => {
      const submitted = await submit();
      if (submitted.state === 'succeeded') return;
      const restored = JSON.parse(JSON.stringify(submitted.task)) as ProviderTask;

      const first = await ends(submitted.task);
      const second = await provider.poll(restored, {});

      expect(restored).toEqual(submitted.task);
      expect(second).toEqual(first);
      expect(gateway.submits()).toBe(1);
    });

    it.each<{ name: string; how: Misbehaviour; code: string; timeoutMs?: number }>([
      { name: 'a 500', how: status(500), code: 'provider-unavailable' },
      { name: 'a 502 page', how: { kind: 'htmlError' }, code: 'provider-unavailable' },
      { name: 'a dropped connection', how: { kind: 'dropSocketBefore' }, code: 'provider-unavailable' },
      { name: 'no answer in time', how: { kind: 'hang' }, code: 'provider-unavailable', timeoutMs: 100 },
      {
        name: 'too many requests',
        how: { kind: 'rateLimited', retryAfter: '3' },
        code: 'provider-rate-limited',
      },
      { name: 'an answer that breaks off', how: { kind: 'garbageJson' }, code: 'provider-response-invalid' },
      {
        name: 'a web page on 200',
        how: { kind: 'respond', status: 200, body: '<html>' },
        code: 'provider-response-invalid',
      },
    ])('looks again after $name', async ({ how, code, timeoutMs }) => {
      const submitted = await submit();
      if (submitted.state === 'succeeded') return;
      gateway.misbehave({ on: 'poll', how, times: how.kind === 'respond' ? 4 : 1 });

      const options = timeoutMs === undefined ? {} : { timeoutMs };
      const error = await provider.poll(submitted.task, options).catch(asProviderError);
      gateway.behave();

      expect(error).toMatchObject({ code, phase: 'poll', retryable: true });
      expect(everythingIn(error)).not.toContain(gateway.apiKey);
      expect(await ends(submitted.task)).toMatchObject({ state: 'succeeded' });
    });

    it('says that a task is missing, as opposed to failed', async () => {
      const submitted = await submit();
      if (submitted.state === 'succeeded') return;
      gateway.tasks.clear();

      expect(await provider.poll(submitted.task, {})).toEqual({ state: 'missing' });
    });

    it('gives up when its caller does', async () => {
      const submitted = await submit();
      if (submitted.state === 'succeeded') return;
      gateway.misbehave({ on: 'poll', how: { kind: 'hang' } });
      const controller = new AbortController();

      const looking = provider.poll(submitted.task, { signal: controller.signal });
      controller.abort();

      await expect(looking).rejects.toThrow();
    });
  });
}

function status(code: number): Misbehaviour {
  return { kind: 'respond', status: code, body: code === 200 ? {} : '' };
}

function planInput(provider: ImageProvider): Parameters<ImageProvider['plan']>[0] {
  void provider;
  return {
    request: {
      prompt,
      ratio: '1:1',
      resolution: '1k',
      quality: 'auto',
      count: 1,
      format: 'png',
      background: 'auto',
      private: false,
    },
    references: [],
    mask: false,
    publicAddress: true,
  };
}

/** Passes expected errors on as values and lets bugs through. */
function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** Everything of an error that could reach a log, causes included. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = { ...error, cause: undefined };
  return `${error.stack ?? error.message} ${JSON.stringify(own)} ${everythingIn(error.cause)}`;
}

/** An address on which nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
