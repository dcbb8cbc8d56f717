import { PermissionFlagsBits } from '@discordjs/core/http-only';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { allPermissions } from '../../support/discord/model.ts';
import type { SlashValue } from '../../support/discord/slash-options.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

type Person = DiscordUnderTest['discord']['user'];

describe('/admin on Discord', () => {
  const adminIds = new Set<string>();
  /** Ann runs the bot, Mia manages the server, Bob does neither. */
  let limner: DiscordUnderTest;
  let ann: Person;
  let mia: Person;
  let bob: Person;
  const manager = { permissions: allPermissions | PermissionFlagsBits.ManageGuild };

  beforeAll(async () => {
    limner = await startDiscordUnderTest({ harness: { adminIds } });
    ann = limner.discord.user;
    mia = limner.discord.addPerson('mia');
    bob = limner.discord.addPerson('bob');
    adminIds.add(`discord:${ann.id}`);
  });
  afterAll(async () => {
    expect(limner.discord.unhandled).toEqual([]);
    await limner.stop();
  });

  async function order(
    person: Person,
    name: string,
    values: { readonly [option: string]: SlashValue } = {},
    place: Parameters<Person['slash']>[2] = {},
  ) {
    const command = await person.slash(`admin ${name}`, values, place);
    expect(await command.acknowledged()).toMatchObject({ ephemeral: true });
    return command.untilAnswer(({ loading }) => !loading);
  }

  async function imagine(person: Person) {
    const command = await person.slash('imagine', { prompt: 'a fox' });
    await command.acknowledged();
    const answer = () => command.answer();
    return eventually(() => {
      const text = [answer()?.text ?? '', ...command.followups().map((one) => one.text)].join('\n');
      if (/may not ask|No new requests/.test(text) || (answer()?.pictures.length ?? 0) > 0) return text;
      throw new Error(`Not answered: ${text}`);
    });
  }

  it('is hidden from members, and tells a stranger who types it all the same one sentence', async () => {
    await expect(bob.slash('admin spend', {}, { permissions: allPermissions })).rejects.toThrow(
      /permissions/,
    );

    const answer = await order(bob, 'spend');

    expect(answer.text).toBe('Only whoever runs this bot can do that; ask them.');
  });

  it('keeps somebody out with a reason that they read, and lets them in again', async () => {
    const blocked = await order(ann, 'block', { who: `<@${bob.id}>`, reason: 'spam *and* noise' });
    expect(blocked.text).toMatch(/may not ask for pictures anywhere any more.*spam/);
    expect(await imagine(bob)).toContain('You may not ask for pictures here: spam *and* noise. If that is');
    expect((await order(ann, 'blocks')).text).toContain(bob.id);

    await order(ann, 'unblock', { who: bob.id });

    expect(await imagine(bob)).toContain('a fox');
  });

  it('lets who manages the server decide for that server and nothing else', async () => {
    expect((await order(mia, 'pause', { reason: 'exams' }, manager)).text).toContain('(exams)');
    expect(await imagine(bob)).toContain('No new requests are taken at the moment: exams.');
    expect((await order(ann, 'resume')).text).toMatch(/^Requests are taken;/);
    expect((await order(mia, 'resume', {}, manager)).text).toBe('Requests are taken again.');

    const closed = 'Only whoever runs this bot can do that; ask them.';
    for (const name of ['gateways', 'drain', 'limits'])
      expect((await order(mia, name, {}, manager)).text).toBe(closed);
    expect((await order(mia, 'grant', { who: 'here', amount: '5' }, manager)).text).toBe(closed);
    expect((await order(mia, 'limit', { who: 'here', amount: '$2' }, manager)).text).toMatch(
      /Today: \$0\.00 of \$2\.00/,
    );
    expect((await order(mia, 'limit', { who: 'here', amount: '$3' }, manager)).text).toBe(closed);
    expect((await order(mia, 'warnings', { wish: 'on' }, manager)).text).toMatch(/^You are warned/);
  });

  it('shows gateways, spending and limits, grants, resets, and hands out the ledger as a file', async () => {
    await imagine(bob);

    expect((await order(ann, 'gateways')).text).toMatch(
      /works · \d+ running, 0 waiting .*· 0 % of \d+ failed in 24 h/,
    );
    expect((await order(ann, 'spend')).text).toMatch(
      /pictures?, \$0\.00 charged[\s\S]*By user:[\s\S]*discord:/,
    );
    await order(ann, 'limit', { who: bob.id, amount: '60 pictures' });
    const granted = await order(ann, 'grant', { who: bob.id, amount: '5' });
    expect(granted.text).toMatch(/Today: \d+ pictures? of 65/);
    await order(ann, 'reset', { who: bob.id });
    expect((await order(ann, 'limits', { who: bob.id })).text).toMatch(/Today: 0 pictures of 65/);
    expect((await order(ann, 'audit', { who: bob.id })).text).toContain('admin.unblock');

    const command = await ann.slash('admin ledger', { days: 1 });
    const file = await command.untilAnswer(({ loading }) => !loading);
    expect(JSON.stringify(file)).toMatch(/ledger-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv/);
    expect((await order(ann, 'limit', { who: 'nonsense!', amount: '5' })).text).toMatch(/^That is no order/);
  });

  it('shows an admin no picture and no word of what somebody asked for in private', async () => {
    const hidden = await bob.slash('imagine', { prompt: 'a secretword', private: true });
    await hidden.untilPictures(1);
    const [asked] = await limner.harness.core.history(`discord:${bob.id}`);
    const id = asked?.parts[0]?.images[0]?.pictureId ?? '';

    const shown = await ann.slash('show', { id });

    expect((await shown.untilAnswer(({ loading }) => !loading)).text).toBe(
      'You have no picture with this id; /history shows those you have.',
    );
    for (const name of ['help', 'spend', 'audit', 'ledger']) await order(ann, name);
    expect(JSON.stringify(limner.discord.timeline(undefined, ann))).not.toContain('secretword');
  });

  it('lets who manages the server refuse words, let phrases pass, and search what was decided there', async () => {
    const { core } = limner.harness;
    const moderate = async (
      person: Person,
      name: string,
      values: { readonly [option: string]: SlashValue } = {},
    ) => {
      const command = await person.slash(`moderation ${name}`, values, manager);
      expect(await command.acknowledged()).toMatchObject({ ephemeral: true });
      return (await command.untilAnswer(({ loading }) => !loading)).text;
    };
    expect(await moderate(mia, 'add', { words: 'clown, troll' })).toContain('refused here: clown, troll');
    const ask = await bob.slash('imagine', { prompt: 'a sad clown' });
    await eventually(() => expect(ask.followups()[0]?.text).toMatch(/^The rules here do not allow this/));
    expect(await moderate(mia, 'allow', { words: 'clown fish' })).toContain('clown fish');
    await (await bob.slash('imagine', { prompt: 'a clown fish' })).untilPictures(1);
    expect(await moderate(mia, 'remove', { words: 'troll' })).toContain('refused here: clown\n');

    const day = new Date().toISOString().slice(0, 10);
    const refusals = await moderate(mia, 'search', {
      who: `<@${bob.id}>`,
      action: 'moderation.',
      day,
      text: 'CLOWN',
    });
    expect(refusals).toMatch(/^[^\n]*moderation\.refused[^\n]*word=clown$/);
    const chatId = `discord:${limner.discord.guild.id}`;
    for (let number = 1; number <= 20; number += 1) {
      await core.audit.append({ action: 'test.entry', chatId, facts: { number } });
    }
    await core.audit.append({ action: 'test.elsewhere', chatId: 'discord:999' });
    const first = await moderate(mia, 'search', { action: 'test.' });
    expect(first.match(/number=/g)).toHaveLength(15);
    expect(first).toMatch(/There is more: \/moderation search action:test\. page:2$/);
    expect((await moderate(mia, 'search', { action: 'test.', page: 2 })).match(/number=/g)).toHaveLength(5);
    expect(await moderate(ann, 'search', { text: 'elsewhere' })).toContain('test.elsewhere');
    expect(await moderate(mia, 'search', { text: 'elsewhere' })).toBe('Nothing was written down about that.');
    expect(await moderate(mia, 'search', { day: 'yesterday' })).toMatch(/^That is no order for moderation/);
    const typed = await bob.slash('moderation list');
    expect((await typed.untilAnswer(({ loading }) => !loading)).text).toMatch(/^Only whoever runs this bot/);
    await moderate(mia, 'remove', { words: 'clown' });
  });

  it('warns admins by direct message, once', async () => {
    const { notices } = limner.harness.core;
    for (const _time of [1, 2]) {
      await notices.notify({ kind: 'gateway-bad', provider: 'sandbox', state: 'open' }, { once: 'bad:1' });
    }

    const told = await eventually(() => {
      const all = limner.discord.directMessages(ann);
      if (all.length === 0) throw new Error('Not told yet');
      return all;
    });

    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/^sandbox failed several times in a row/);
  });
});
