import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../chaos/case-file.ts';
import type { CaseInput } from '../../chaos/case-file.ts';
import type { Asked, BotMessage, SoldTask } from '../../chaos/evidence.ts';
import { judge } from '../../chaos/judge.ts';
import { markerPattern } from '../../chaos/plan.ts';
import { imageRequestSchema } from '../../src/core/generation/image-request.ts';
import { newGeneration } from '../../src/core/generation/new-generation.ts';
import type { Generation, Part } from '../../src/core/generation/generation.ts';
import { beginSubmit, picturesStored, taskStarted } from '../../src/core/generation/attempt-transitions.ts';
import { beginDelivery, deliveryDone } from '../../src/core/generation/delivery-transitions.ts';
import { partFailed, submissionUnknown } from '../../src/core/generation/ending-transitions.ts';
import type { LedgerLine } from '../../src/core/storage/redis-ledger.ts';
import { makePicture } from '../support/gateways/shared/pictures.ts';

const at = Date.UTC(2026, 10, 21, 10, 0, 0);
const marker = markerPattern(1);
const price = 50_000;

/** One request on Discord, answered as it should be; each test spoils one thing. */
let dataDir: string;
let sha256: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'limner-judge-'));
  const bytes = await makePicture({ width: 64, height: 64, tag: 'task-1_0' });
  sha256 = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(join(dataDir, 'media', sha256.slice(0, 2)), { recursive: true });
  writeFileSync(join(dataDir, 'media', sha256.slice(0, 2), `${sha256}.png`), bytes);
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A change did not apply');
  return value;
}

function submitted(): Generation {
  return must(beginSubmit(queued(), 0, { id: 'g1-a', provider: 'gccai', owner: 'w', submittedAt: at, deadlineAt: at + 1e6 })); // prettier-ignore
}

function begin(generation: Generation, index: number): Generation {
  return must(beginSubmit(generation, index, { id: `g1-${index}`, provider: 'gccai', owner: 'w', submittedAt: at + index, deadlineAt: at + 1e6 })); // prettier-ignore
}

/** In parts of at most `perSubmit` pictures. */
function queued({ count = 1, perSubmit = 4 } = {}): Generation {
  return newGeneration({
    id: 'g1',
    requestKey: 'discord:100',
    requester: { userId: 'discord:7', chatId: 'discord:1', locale: 'en' },
    target: { platform: 'discord', address: { channelId: '5' } },
    request: imageRequestSchema.parse({ prompt: 'm1n000000q a lighthouse', count }),
    references: [],
    pictureVersion: 1,
    route: {
      provider: { id: 'gccai' },
      plan: { applied: {}, changes: [] },
      price: { microUsdPerImage: price, assumed: false },
      perSubmit,
    } as never,
    firstPlace: 1,
    now: at,
  });
}

function delivered(generation: Generation): Generation {
  const posting = must(beginDelivery(generation, 'w'));
  return must(deliveryDone(posting, 'w', { messages: [{ key: 'discord:5:200', pictures: [0] }] }));
}

function succeeded(): Generation {
  const running = must(taskStarted(submitted(), 'g1-a', { id: 'task-1', baseUrl: 'http://gateway' }));
  const image = { pictureId: 'p1', sha256, mediaType: 'image/png', width: 64, height: 64, byteLength: 1 } as const; // prettier-ignore
  return delivered(must(picturesStored(running, 'g1-a', [image], at + 1_000)));
}

function linesOf({ id, parts }: Generation): LedgerLine[] {
  const line = (kind: LedgerLine['kind'], images: number, microUsd: number): LedgerLine[] =>
    images === 0 && microUsd === 0
      ? []
      : [{ id: '1-1', at, kind, generationId: id, part: 0, images, microUsd, userId: 'discord:7', chatId: 'discord:1' }]; // prettier-ignore
  return parts.flatMap(({ payment, attempts }) => [
    ...line('reserve', payment.reservedImages, payment.reservedMicroUsd),
    ...line('capture', payment.capturedImages, payment.capturedMicroUsd),
    ...line('release', payment.releasedImages, payment.releasedMicroUsd),
    ...attempts.flatMap(({ cost }) => [
      ...line('cost', 0, cost.capturedMicroUsd),
      ...line('write-off', 0, cost.writtenOffMicroUsd),
    ]),
  ]);
}

const asked: Asked = {
  scene: 0,
  marker: 'm1n000000q',
  what: 'slash',
  key: 'discord:100',
  userId: 'discord:7',
  places: ['5', '6'],
  private: false,
  at,
  accepted: 'yes',
  answerId: '200',
  unreachable: false,
  greedy: false,
};

/** A press under the message of `asked`. */
const pressedRetry = (refusal?: string): Asked => ({
  ...asked,
  what: 'retry',
  key: 'discord:101',
  ...(refusal === undefined ? {} : { refusal }),
});

const task: SoldTask = {
  gateway: 'gccai',
  id: 'task-1',
  prompt: 'm1n000000q a lighthouse',
  submittedAt: at + 10,
  endsAt: at + 500,
  state: 'succeeded',
  images: 1,
  billedMicroUsd: price,
};

function message(change: Partial<BotMessage> = {}): BotMessage {
  const shown = change.shownNow ?? [sha256];
  return {
    platform: 'discord',
    place: '5',
    id: '200',
    visible: true,
    takenAway: false,
    text: 'm1n000000q a lighthouse',
    texts: ['m1n000000q a lighthouse'],
    buttons: ['again:g1', 'edit:g1'],
    loading: false,
    pictures: shown,
    shownNow: shown,
    answerTo: '100',
    at,
    ...change,
  };
}

/** Nobody knows whether the gateway took it. */
const givenUp = (): Scenery => ({
  generation: delivered(must(submissionUnknown(submitted(), 'g1-a', at))),
  messages: [message({ shownNow: [] })],
});

interface Scenery {
  readonly generation?: Generation;
  readonly asked?: readonly Asked[];
  readonly messages?: readonly BotMessage[];
  readonly tasks?: readonly SoldTask[];
  readonly lines?: readonly LedgerLine[];
  readonly counters?: CaseInput['store']['counters'];
  readonly leftovers?: readonly string[];
  readonly violations?: readonly string[];
}

function verdictOn(scenery: Scenery = {}) {
  const { generation = succeeded() } = scenery;
  const counters = new Map(
    generation.scopes.map(({ kind, id, period }) => {
      const images = generation.parts.reduce(
        (sum, { payment }) => sum + payment.reservedImages - payment.releasedImages,
        0,
      );
      return [`${kind}:${id}:${period}`, { i: images }];
    }),
  );
  const file = openCase({
    seed: 1,
    marker,
    store: {
      generations: [generation],
      lines: scenery.lines ?? linesOf(generation),
      counters: scenery.counters ?? counters,
      leftovers: scenery.leftovers ?? [],
    },
    platforms: {
      asked: scenery.asked ?? [asked],
      messages: scenery.messages ?? [message()],
      requests: [],
      faults: [],
      defects: [],
    },
    gateways: {
      tasks: scenery.tasks ?? [task],
      calls: [],
      faults: [],
      violations: scenery.violations ?? [],
      callbacks: { sent: 0, forged: 0 },
    },
    web: [],
    dataDir,
  });
  return judge(file, marker);
}

const kindsOf = (scenery?: Scenery): string[] => [
  ...new Set(verdictOn(scenery).findings.map(({ kind }) => kind)),
];

function withPart(generation: Generation, change: Partial<Part>): Generation {
  return { ...generation, parts: generation.parts.map((part) => ({ ...part, ...change })) };
}

describe('the judge of a chaos run', () => {
  it('finds nothing where everything is in order', () => {
    expect(verdictOn()).toMatchObject({
      findings: [],
      remarks: [],
      money: { ledgerMicroUsd: price, billedMicroUsd: price, unknown: [] },
    });
  });

  it.each<[string, string, () => Scenery]>([
    ['a request that still waits', 'outcomes-missing', () => ({ generation: submitted(), tasks: [] })],
    ['a message that still loads', 'outcomes-missing', () => ({ messages: [message({ loading: true })] })],
    ['a message that was deleted', 'outcomes-missing', () => ({ messages: [message({ visible: false })] })],
    ['a picture that is not shown', 'outcomes-missing', () => ({ messages: [message({ shownNow: [] })] })],
    [
      'an original that is not on the disk',
      'outcomes-missing',
      () => {
        const [part] = succeeded().parts;
        const images = part?.images.map((image) => ({ ...image, sha256: 'f'.repeat(64) })) ?? [];
        return { generation: withPart(succeeded(), { images }), messages: [message({ shownNow: ['x'] })] };
      },
    ],
    [
      'a refusal that nobody heard of',
      'outcomes-missing',
      () => ({ asked: [asked, { ...asked, key: 'discord:101', marker: 'm1n000001q' }] }),
    ],
    [
      'a press of Retry that nothing came of',
      'outcomes-missing',
      () => ({ ...givenUp(), asked: [asked, pressedRetry()] }),
    ],
    [
      'a press of Retry that was told of another that never was',
      'outcomes-missing',
      () => ({ asked: [asked, pressedRetry('This was tried again already; press Again for a new one.')] }),
    ],
    [
      'a press of Retry that was told of a picture that never came',
      'outcomes-missing',
      () => ({ ...givenUp(), asked: [asked, pressedRetry('The picture came after all.')] }),
    ],
    ['a picture in two messages', 'posts-doubled', () => ({ messages: [message(), message({ id: '201' })] })],
    ['a picture in another channel', 'posts-misplaced', () => ({ asked: [{ ...asked, places: ['9'] }] })],
    [
      'a private picture that everybody sees',
      'posts-misplaced',
      () => ({ asked: [{ ...asked, private: true }] }),
    ],
    [
      'a second task of the same request',
      'submits-doubled',
      () => ({ tasks: [task, { ...task, id: 'task-2' }] }),
    ],
    [
      'a charge for more pictures than were made',
      'charged-wrongly',
      () => {
        const generation = succeeded();
        const payment = { ...must(generation.parts[0]).payment, reservedImages: 2, capturedImages: 2 };
        return { generation: withPart(generation, { payment }) };
      },
    ],
    [
      'a reservation that was never given back',
      'charged-wrongly',
      () => {
        const generation = delivered(must(submissionUnknown(submitted(), 'g1-a', at)));
        const payment = { ...must(generation.parts[0]).payment, releasedImages: 0, releasedMicroUsd: 0 };
        return { generation: withPart(generation, { payment }), messages: [message({ shownNow: [] })] };
      },
    ],
    ['a ledger without a line', 'charged-wrongly', () => ({ lines: linesOf(succeeded()).slice(1) })],
    [
      'a counter that is off',
      'charged-wrongly',
      () => ({ counters: new Map([['user:discord:7:2026-11-21', { i: 2 }]]) }),
    ],
    [
      'a limit that was passed',
      'charged-wrongly',
      () => ({ counters: new Map([['user:discord:7:2026-11-21', { i: 61 }]]) }),
    ],
    ['a bill that is higher', 'ledger-differs', () => ({ tasks: [{ ...task, billedMicroUsd: price + 1 }] })],
    [
      'an unknown purchase that was not written off',
      'ledger-differs',
      () => ({
        generation: delivered(must(submissionUnknown(submitted(), 'g1-a', at))),
        messages: [message({ shownNow: [] })],
        tasks: [{ ...task, billedMicroUsd: price + 1 }],
      }),
    ],
    [
      'words of another request',
      'prompt-of-others',
      () => ({ messages: [message({ texts: ['m1n000001q a ship'] })] }),
    ],
    [
      'a picture that was made for another request',
      'prompt-of-others',
      () => ({ tasks: [{ ...task, prompt: 'm1n000001q a ship' }] }),
    ],
    ['a purchase that nobody asked for', 'acted-unasked', () => ({ asked: [] })],
    [
      'a purchase that was never acknowledged',
      'acted-unasked',
      () => ({ asked: [{ ...asked, accepted: 'no' as const }] }),
    ],
    [
      'two answers to one request',
      'outcomes-doubled',
      () => ({ messages: [message(), message({ id: '201', shownNow: [], text: 'Something went wrong.' })] }),
    ],
    ['work in a lane', 'left-behind', () => ({ leftovers: ['lane:gccai:active: g1-a'] })],
    ['a breach of the documentation', 'protocol-broken', () => ({ violations: ['gccai: no such field'] })],
  ])('notices %s', (_what, kind, scenery) => {
    expect(kindsOf(scenery())).toContain(kind);
  });

  it.each(['The picture came after all.', undefined])(
    'takes the picture that came meanwhile for the answer to Retry, whether the press was told (%s) or not',
    (refusal) => {
      expect(verdictOn({ asked: [asked, pressedRetry(refusal)] }).findings).toEqual([]);
    },
  );

  it('takes a task without a name for that of the submit that nobody answered, not of the one that was refused', () => {
    const begun = begin(begin(queued({ count: 2, perSubmit: 1 }), 0), 1);
    const refused = must(partFailed(begun, 'g1-1', { code: 'provider-moderated' }, at + 20));
    const verdict = verdictOn({
      generation: delivered(must(submissionUnknown(refused, 'g1-0', at + 30))),
      messages: [message({ shownNow: [] })],
    });

    expect(verdict.findings).toEqual([]);
    expect(verdict.money.unknown).toMatchObject([{ writtenOffMicroUsd: price, billedMicroUsd: price }]);
  });

  it('takes a task without a name for that of the picture, not of the submit before it that came to nothing', () => {
    const begun = begin(begin(queued({ count: 2, perSubmit: 1 }), 0), 1);
    const image = { pictureId: 'p1', sha256, mediaType: 'image/png', width: 64, height: 64, byteLength: 1 } as const; // prettier-ignore
    const stored = must(picturesStored(begun, 'g1-1', [image], at + 1_000));
    const verdict = verdictOn({ generation: delivered(must(submissionUnknown(stored, 'g1-0', at + 30))) });

    expect(verdict.findings).toEqual([]);
    expect(verdict.money).toMatchObject({ ledgerMicroUsd: price, billedMicroUsd: price });
    expect(verdict.money.unknown).toMatchObject([{ writtenOffMicroUsd: price, billedMicroUsd: 0 }]);
  });

  it('counts what was written off among the unknown also where the gateway says later that it failed, for nothing', () => {
    const unknown = must(submissionUnknown(submitted(), 'g1-a', at));
    const late = must(taskStarted(unknown, 'g1-a', { id: 'task-1', baseUrl: 'http://gateway' }));
    const verdict = verdictOn({
      generation: delivered(must(partFailed(late, 'g1-a', { code: 'provider-failed' }, at + 9_000))),
      messages: [message({ shownNow: [] })],
      tasks: [{ ...task, state: 'failed', billedMicroUsd: 0 }],
    });

    expect(verdict.findings).toEqual([]);
    expect(verdict.money.unknown).toMatchObject([{ writtenOffMicroUsd: price, billedMicroUsd: 0 }]);
  });

  it('lists an unknown purchase with what was written off for it', () => {
    const verdict = verdictOn({
      generation: delivered(must(submissionUnknown(submitted(), 'g1-a', at))),
      messages: [message({ shownNow: [] })],
    });

    expect(verdict.findings).toEqual([]);
    expect(verdict.money.unknown).toEqual([
      {
        generationId: 'g1',
        provider: 'gccai',
        state: 'unknown',
        writtenOffMicroUsd: price,
        billedMicroUsd: price,
      },
    ]);
  });
});
