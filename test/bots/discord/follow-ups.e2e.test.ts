import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { livePictures } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('follow-ups on Discord', () => {
  const adminIds = new Set<string>();
  let limner: DiscordUnderTest;

  beforeAll(async () => {
    limner = await startDiscordUnderTest({
      harness: { adminIds, moderationRules: () => ({ words: ['gun*'] }) },
    });
  });
  afterEach(() => {
    expect(limner.discord.unhandled).toEqual([]);
  });
  afterAll(async () => {
    await limner.stop();
  });

  const meet = (name: string) => {
    const person = limner.discord.addPerson(name);
    return {
      person,
      key: `discord:${person.id}`,
      draw: async (options: Record<string, string | number | boolean>) =>
        (await person.slash('imagine', { prompt: 'a fox', ...options })).untilPictures(
          Number(options['count'] ?? 1),
        ),
      newest: async () => {
        const [generation] = await limner.harness.core.history(`discord:${person.id}`);
        if (!generation) throw new Error('Nothing yet');
        return generation;
      },
    };
  };

  it('varies the picture that was chosen as strongly as was chosen, goes back, and draws it larger', async () => {
    const { person, draw, newest } = meet('vera');
    const pair = await draw({ count: 2 });
    const source = await newest();

    const opened = person.pressButton(pair, 'Vary');
    await opened.acknowledged();
    const submitted = await person.submitModal(opened, { which: ['1'], strength: ['strong'] });
    const varied = await submitted.untilPictures(1);

    expect(varied.text).toMatch(/-# v2 · 1k · strong variation · /);
    expect(await newest()).toMatchObject({
      parent: { generationId: source.id, index: 1 },
      request: { prompt: 'a fox', variation: 'strong' },
    });
    expect(limner.gateway.orders.at(-1)?.prompt).toMatch(
      /^Make a strong variation of this picture: .* a fox$/,
    );

    const bought = limner.gateway.orders.length;
    const back = await person.pressButton(varied, 'Undo').untilPictures(1);
    expect(back).toMatchObject({ ephemeral: true, text: expect.stringContaining('**a fox**') });
    expect(back.text).toContain(`id ${livePictures(source)[1]?.picture.pictureId}`);
    expect(limner.gateway.orders).toHaveLength(bought);
    // The buttons of what was brought back are alive, and mean the picture that is shown.
    const larger = await person.pressButton(back, '2K').untilPictures(1);
    expect(larger.pictures).toMatchObject([{ width: 2048, height: 2048 }]);
    expect(await newest()).toMatchObject({
      parent: { generationId: source.id, index: 1 },
      request: { variation: 'larger', resolution: '2k' },
    });
    expect(larger.buttons.map(({ label }) => label)).toContain('4K');
    expect(larger.buttons.map(({ label }) => label)).not.toContain('2K');
  });

  it('puts a picture aside and hands it out as a sticker, from under the result', async () => {
    const { person, draw, newest } = meet('zoe');
    const pair = await draw({ count: 2 });
    const bought = limner.gateway.orders.length;

    const opened = person.pressButton(pair, 'Add this too');
    await opened.acknowledged();
    const submitted = await person.submitModal(opened, { which: ['1'] });
    const added = await submitted.untilAnswer(({ loading }) => !loading);
    expect(added).toMatchObject({ ephemeral: true, text: expect.stringContaining('1 = ') as string });
    const { pictures } = await limner.harness.core.collections.of(`discord:${person.id}`);
    expect(pictures.map(({ image }) => image.sha256)).toEqual([
      livePictures(await newest())[1]?.picture.sha256,
    ]);

    const one = await draw({});
    const sticker = await person.pressButton(one, 'As sticker').untilAnswer(({ loading }) => !loading);
    expect(sticker).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('sticker file') as string,
    });
    expect(JSON.stringify(sticker.components)).toContain('sticker.webp');
    expect(limner.gateway.orders).toHaveLength(bought + 1);
  });

  it('covers what was asked to be covered, and what is made of it', async () => {
    const { person, draw, newest } = meet('cora');
    const covered = await draw({ spoiler: true });
    expect(covered.pictures).toMatchObject([{ spoiler: true }]);

    const opened = person.pressButton(covered, 'Vary');
    await opened.acknowledged();
    const varied = await (await person.submitModal(opened, { strength: ['subtle'] })).untilPictures(1);
    expect(varied.pictures).toMatchObject([{ spoiler: true }]);
    expect(await newest()).toMatchObject({ request: { variation: 'subtle', spoiler: true } });
    expect((await draw({})).pictures).toMatchObject([{ spoiler: false }]);
  });

  it('tells core the channel, and whether it is for adults, by command and by message', async () => {
    const { discord } = limner;
    const { person, newest } = meet('faye');
    const adults = discord.addChannel('adults');
    discord.setAgeRestricted(adults);
    const thread = discord.addThread('talk', adults);

    await (await person.slash('imagine', { prompt: 'a wine' }, { channel: adults.id })).untilPictures(1);
    const asked = { channelId: `discord:${adults.id}`, ageRestricted: true };
    expect((await newest()).requester).toMatchObject(asked);
    await (await person.slash('imagine', { prompt: 'a beer' }, { channel: thread.id })).untilPictures(1);
    expect(await newest()).toMatchObject({ request: { prompt: 'a beer' }, requester: asked });
    await person.postMessage({ content: 'a cider --spoiler', mentionBot: true, channel: thread.id });
    const found = await eventually(async () => {
      const generation = await newest().catch(() => undefined);
      return generation?.request.prompt === 'a cider' && generation;
    });
    expect(found).toMatchObject({ request: { spoiler: true }, requester: asked });

    await (await person.slash('imagine', { prompt: 'a tea' })).untilPictures(1);
    expect((await newest()).requester).toMatchObject({ channelId: `discord:${discord.channel.id}` });
    expect((await newest()).requester).not.toHaveProperty('ageRestricted');
  });

  it('brings up my own by id anywhere, says the same of others’ and unknown ones, and shares it where I am', async () => {
    const { person, draw, newest } = meet('sam');
    await draw({ private: true });
    const [shown] = livePictures(await newest());
    const id = shown?.picture.pictureId ?? '';
    const bought = limner.gateway.orders.length;

    const mine = await (await person.slash('show', { id: id.toUpperCase() })).untilPictures(1);
    const stranger = meet('eve').person;
    const answers = [
      await (await stranger.slash('show', { id })).untilAnswer(({ loading }) => !loading),
      await (await stranger.slash('show', { id: '000000000000' })).untilAnswer(({ loading }) => !loading),
    ];
    expect(mine).toMatchObject({ ephemeral: true });
    expect(new Set(answers.map(({ text, ephemeral }) => `${ephemeral} ${text}`))).toEqual(
      new Set(['true You have no picture with this id; /history shows those you have.']),
    );

    const last = await (await person.slash('last')).untilPictures(1);
    const shared = await person.pressButton(last, 'Share here').untilPictures(1);
    expect(shared).toMatchObject({ ephemeral: false, text: expect.stringContaining(`id ${id}`) });
    expect(limner.gateway.orders).toHaveLength(bought);
  });

  it('keeps favourites, turns pages, and opens an old request with its words and settings', async () => {
    const { person, draw, key } = meet('paula');
    for (let number = 1; number <= 5; number += 1) await draw({ prompt: `fox ${number}`, ratio: '3:2' });
    const first = await (await person.slash('history')).untilAnswer(({ loading }) => !loading);
    expect(first.text).toMatch(/fox 5[\s\S]*fox 4[\s\S]*fox 3[\s\S]*fox 2/);
    expect(first.pictures).toHaveLength(4);

    const keep = person.pressButton(first, first.buttons.find(({ label }) => label === 'Favourite')?.customId ?? ''); // prettier-ignore
    expect((await keep.untilAnswer(({ loading }) => !loading)).text).toMatch(/^Kept among your favourites/);
    const older = person.pressButton(first, 'Older');
    await older.acknowledged();
    const isOlder = (message: object) => /fox 1 · id/.test(JSON.stringify(message));
    const page = await eventually(() => person.timeline().find(isOlder) ?? false);
    expect(JSON.stringify(page.components)).not.toContain('fox 2');

    const reuse = person.pressButton(page, 'Reuse');
    await reuse.acknowledged();
    expect(JSON.stringify(reuse.modal())).toContain('fox 1 --ratio 3:2');
    const again = await person.submitModal(reuse, { prompt: 'fox 1 at night --ratio 3:2' });
    expect((await again.untilPictures(1)).pictures).toMatchObject([{ width: 1536, height: 1024 }]);
    const kept = await limner.harness.core.pictures.page({ userId: key, limit: 9, favourites: true });
    expect(kept.entries.map(({ generation }) => generation.request.prompt)).toEqual(['fox 5']);
  });

  it('deletes one of several pictures, then the post, for its asker; others take only the post away', async () => {
    const { person, draw, newest } = meet('dora');
    const pair = await draw({ count: 2 });
    const made = await eventually(async () => {
      const found = await limner.harness.core.findByMessage(`discord:${pair.channelId}:${pair.id}`);
      return found?.generation ?? false;
    });

    const opened = person.pressButton(pair, 'Delete');
    await opened.acknowledged();
    await person.submitModal(opened, { which: ['0'] });
    const shown = () => person.timeline().find(({ id }) => id === pair.id);
    await eventually(() => expect(shown()?.attachments).toHaveLength(1));
    expect(livePictures(await newest()).map(({ index }) => index)).toEqual([1]);
    const rest = shown();
    if (!rest) throw new Error('No message');
    const second = person.pressButton(rest, 'Delete');
    await second.acknowledged();
    await person.submitModal(second, { which: ['1'] });
    await eventually(() => expect(shown()).toBeUndefined());
    await eventually(async () => expect(await limner.harness.core.get(made.id)).toBeUndefined());

    const other = await draw({ prompt: 'too bright' });
    const moderator = meet('mo').person;
    moderator.pressButton(other, 'Delete');
    await eventually(() => expect(person.timeline().some(({ id }) => id === other.id)).toBe(false));
    expect((await newest()).request.prompt).toBe('too bright');
  });

  it('opens a refused request again with its words, for its asker alone, and buys what is said instead', async () => {
    const { person, newest, key } = meet('rita');
    const bought = limner.gateway.orders.length;
    const ask = await person.slash('imagine', { prompt: 'a gun', ratio: '3:2', count: 2 });
    await ask.acknowledged();
    const refusal = await eventually(
      () => ask.followups().find(({ buttons }) => buttons.length > 0) ?? false,
    );
    expect(refusal).toMatchObject({ ephemeral: true, buttons: [{ label: 'Rephrase' }] });
    expect(refusal.text).toMatch(/^The rules here do not allow this prompt.*nothing was charged/);

    const opened = person.pressButton(refusal, 'Rephrase');
    await opened.acknowledged();
    expect(JSON.stringify(opened.modal())).toContain('a gun --ratio 3:2 --count 2');
    const said = await person.submitModal(opened, { prompt: 'a rose --ratio 3:2' });
    expect(await said.untilPictures(1)).toMatchObject({ ephemeral: false });
    expect(await newest()).toMatchObject({ request: { prompt: 'a rose', ratio: '3:2' } });
    expect(limner.gateway.orders).toHaveLength(bought + 1);

    const [, id = ''] = (refusal.buttons[0]?.customId ?? '').split(':');
    const { refused } = limner.harness.core;
    expect(await refused.find(key, id)).toMatchObject({ request: { prompt: 'a gun' } });
    expect(await refused.find(`discord:${meet('eva').person.id}`, id)).toBe('not-yours');
  });

  it('opens what the filter of a gateway refused with its words and picture', async () => {
    const { person, newest } = meet('gwen');
    limner.gateway.failNext('provider-moderated');
    const ask = await person.slash('imagine', { prompt: 'a duel', quality: 'low' });
    const refusal = await ask.untilAnswer(({ buttons }) => buttons.some(({ label }) => label === 'Rephrase'));
    expect(refusal.text).toContain('The safety filter of');
    expect(refusal.buttons.map(({ label }) => label)).toEqual(['Rephrase', 'Retry']);

    const opened = person.pressButton(refusal, 'Rephrase');
    await opened.acknowledged();
    expect(JSON.stringify(opened.modal())).toContain('a duel --quality low');
    await (await person.submitModal(opened, { prompt: 'a dance' })).untilPictures(1);
    expect(await newest()).toMatchObject({ request: { prompt: 'a dance' } });
    const stranger = meet('ivo').person.pressButton(refusal, 'Rephrase');
    expect((await stranger.untilAnswer(({ loading }) => !loading)).text).toMatch(
      /^Only the person who asked/,
    );
  });

  it('brings a report by anybody to the admins, once for each person and picture', async () => {
    const { person, draw, newest } = meet('lea');
    const boss = meet('boss').person;
    adminIds.add(`discord:${boss.id}`);
    const pair = await draw({ count: 2, prompt: 'a nuisance' });
    const reporter = meet('rob').person;
    const report = async (which: string) => {
      const opened = reporter.pressButton(pair, 'Report');
      await opened.acknowledged();
      const sent = await reporter.submitModal(opened, { which: [which] });
      return (await sent.untilAnswer(({ loading }) => !loading)).text;
    };
    expect(await report('1')).toBe('Reported; whoever runs this bot looks at it.');
    expect(await report('1')).toMatch(/^You reported this picture already/);
    expect(await report('0')).toMatch(/^Reported/);

    const id = livePictures(await newest())[1]?.picture.pictureId ?? '';
    const told = await eventually(
      () => limner.discord.directMessages(boss).find(({ text }) => text.includes(id)) ?? false,
    );
    expect(told.text).toContain(person.id);
    expect(told.text).toContain('Prompt: a nuisance');
    expect(told.buttons.map(({ label }) => label)).toEqual(['Delete the post', 'Block the asker', 'Dismiss']);

    const answerOf = async (press: ReturnType<typeof boss.pressButton>) =>
      (await press.untilAnswer(({ loading }) => !loading)).text;
    expect(await answerOf(boss.pressButton(told, 'Delete the post'))).toMatch(/^The post is being deleted/);
    await eventually(() => expect(person.timeline().some(({ id: shown }) => shown === pair.id)).toBe(false));
    expect(livePictures(await newest())).toHaveLength(2);
    const asked = boss.pressButton(told, 'Block the asker');
    await asked.acknowledged();
    expect(await answerOf(await boss.submitModal(asked, { reason: 'no *nuisance*' }))).toContain(
      'no \\*nuisance\\*',
    );
    const refused = await person.slash('imagine', { prompt: 'a hare' });
    await eventually(() =>
      expect(refused.followups()[0]?.text).toContain('You may not ask for pictures here: no'),
    );
    expect(await answerOf(boss.pressButton(told, 'Dismiss'))).toMatch(/^Dismissed/);
    const written = await limner.harness.core.audit.search({ by: `discord:${boss.id}` });
    expect(written.map(({ action }) => action)).toEqual([
      'moderation.dismissed',
      'admin.block',
      'moderation.taken-down',
    ]);
    adminIds.clear();
    expect(await answerOf(boss.pressButton(told, 'Dismiss'))).toMatch(/^Only whoever runs this bot/);
  });
});
