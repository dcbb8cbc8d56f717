import type { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import { KeyedQueue } from '../../../src/bots/telegram/keyed-queue.ts';
import { withPrompt } from '../../../src/bots/telegram/outcome-caption.ts';
import { pictureKinds } from '../../../src/bots/telegram/picture-form.ts';
import { TelegramPolling } from '../../../src/bots/telegram/telegram-polling.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { telegramMessages } from '../../../src/bots/telegram/telegram-messages.ts';
import { eventually } from '../../support/eventually.ts';
import { catalogChecks } from '../shared/catalog-checks.ts';
import { makePicture } from '../shared/make-generation.ts';

catalogChecks('the Telegram bot', telegramMessages, ['src/bots/telegram']);

describe('limits of Telegram on what the bot says', () => {
  it.each(Object.entries(telegramMessages.files))('are kept in %s', (_, file) => {
    const tooLong = Object.entries(file).filter(([key, text]) => {
      const limit = key.startsWith('command.') ? 256 : key === 'edit.hint' ? 64 : 1_000;
      return (text ?? '').length > limit;
    });

    expect(tooLong).toEqual([]);
  });
});

describe('long polling', () => {
  it('confirms nothing before an update that could not be written down, in whatever order they came', async () => {
    const offsets: (number | undefined)[] = [];
    const stop = new AbortController();
    const getUpdates = async ({ offset }: { offset?: number }) => {
      offsets.push(offset);
      if (offsets.length > 1) stop.abort();
      return [{ update_id: 3 }, { update_id: 1 }, { update_id: 2 }];
    };
    const unsaved: number[] = [];
    const polling = new TelegramPolling({
      api: { getUpdates } as unknown as Api,
      logger: silentLogger,
      save: async ({ update_id }) => {
        if (update_id === 2) throw new Error('away');
      },
      onUnsaved: ({ update_id }) => unsaved.push(update_id),
      onSavedAgain: () => undefined,
    });

    await polling.run(stop.signal);

    expect(offsets).toEqual([0, 2]);
    expect(unsaved.slice(0, 2)).toEqual([2, 3]);
  });
});

describe('the queue of events', () => {
  it('runs one key in order, others side by side, and so many at once', async () => {
    const queue = new KeyedQueue(2);
    const log: string[] = [];
    const gates = new Map<string, () => void>();
    const task = (name: string) => async () => {
      log.push(`begin ${name}`);
      await new Promise<void>((resolve) => gates.set(name, resolve));
      log.push(`end ${name}`);
    };
    void queue.run('ada', task('a1'));
    void queue.run('ada', task('a2'));
    void queue.run('bea', task('b1'));
    void queue.run('cyd', task('c1'));
    await eventually(() => log.length === 2);
    expect(log).toEqual(['begin a1', 'begin b1']);

    gates.get('a1')?.();
    await eventually(() => log.length === 4);
    expect(log).toEqual(['begin a1', 'begin b1', 'end a1', 'begin c1']);
    for (const name of ['b1', 'c1', 'a2']) {
      await eventually(() => gates.has(name));
      gates.get(name)?.();
    }
    await queue.idle();
    expect(log.slice(4).sort()).toEqual(['begin a2', 'end a2', 'end b1', 'end c1']);
  });

  it('goes on after a task that fails', async () => {
    const queue = new KeyedQueue(1);
    const failing = queue.run('ada', () => Promise.reject(new Error('no')));
    const next = queue.run('ada', () => Promise.resolve());

    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBeUndefined();
  });
});

describe('the form of pictures', () => {
  it.each([
    ['an ordinary one', [makePicture()], 'photo'],
    ['one over 10 MB', [makePicture({ byteLength: 10_000_001 })], 'document'],
    ['one that loses most of its pixels', [makePicture({ width: 3840, height: 2160 })], 'document'],
    ['one that is much too long', [makePicture({ width: 2100, height: 100 })], 'document'],
    ['several, one of them heavy', [makePicture(), makePicture({ byteLength: 12_000_000 })], 'document'],
    ['several', [makePicture(), makePicture()], 'photo'],
  ] as const)('of %s', (_, pictures, kind) => {
    expect(pictureKinds(pictures)[0]?.kind).toBe(kind);
  });
});

describe('a caption', () => {
  it('marks exactly the prompt, in the units that Telegram counts in', () => {
    expect(withPrompt('👩‍🎨 paints', ['line'], 100)).toEqual({
      text: '👩‍🎨 paints\nline',
      entities: [{ type: 'code', offset: 0, length: 12 }],
    });
  });

  it('never marks more than there is', () => {
    const { text, entities } = withPrompt('x'.repeat(5_000), ['y'.repeat(5_000)], 1024);

    expect(text.length).toBeLessThanOrEqual(1024);
    expect((entities[0]?.length ?? 0) <= text.length).toBe(true);
  });

  it('has no mark without a prompt', () => {
    expect(withPrompt('', ['line'], 100)).toEqual({ text: 'line', entities: [] });
  });
});
