import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupHandle } from '../../support/telegram/chat-handle.ts';
import type { AdminNotice } from '../../../src/core/ports/admin-notices.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('/admin on Telegram', () => {
  const adminIds = new Set<string>();
  /** Ada runs the bot, Mia administers the group, Bob does neither. */
  let limner: TelegramUnderTest;
  let group: GroupHandle;
  let ada: Participant;
  let mia: Participant;
  let bob: Participant;

  beforeAll(async () => {
    limner = await startTelegramUnderTest({ harness: { adminIds } });
    group = limner.telegram.supergroup();
    const join = (firstName: string, status: 'member' | 'administrator'): Participant => {
      const user = limner.telegram.user({ firstName });
      group.setMember(user, status);
      return user.privateChat();
    };
    ada = join('Ada', 'member');
    mia = join('Mia', 'administrator');
    bob = join('Bob', 'member');
    adminIds.add(`telegram:${ada.user.id}`);
  });
  afterAll(() => limner.stop());

  const alone = (user: Participant, pattern: RegExp) =>
    user.chat.waitForBot(({ text }) => pattern.test(text)).then((message) => message.view().text);
  const inGroup = (pattern: RegExp) =>
    group.waitForBot(({ text }) => pattern.test(text)).then((message) => message.view().text);

  it('tells a stranger one sentence, alone, and shows admins what there is', async () => {
    await group.send({ record: bob.user }, '/admin@limner_bot spend');
    await alone(bob, /^Only whoever runs this bot can do that; ask them\.$/);
    await ada.send('/admin');

    expect(await alone(ada, /Orders for admins/)).toMatch(/^Requests are taken;/);
    expect(group.botMessages()).toEqual([]);
  });

  it('keeps out whose message is replied to, and answers alone what is about other people', async () => {
    const rude = await group.send({ record: bob.user }, 'something rude');
    await group.send({ record: ada.user }, '/admin@limner_bot here block be kind', { replyTo: rude });
    await alone(
      ada,
      new RegExp(`telegram:${bob.user.id} may not ask for pictures in this chat any more.*be kind`),
    );
    await inGroup(/comes to your private chat/);

    await group.send({ record: bob.user }, '/imagine@limner_bot a fox');
    await inGroup(/^You may not ask for pictures here: be kind\./);
    await bob.send('a fox');
    await bob.chat.waitForBot(({ kind }) => kind === 'photo');

    await ada.send(`/admin block ${bob.user.id} everywhere now`);
    await alone(ada, /anywhere any more.*everywhere now/);
    await bob.send('a hare');
    await alone(bob, /^You may not ask for pictures here: everywhere now\./);
    await ada.send(`/admin unblock telegram:${bob.user.id}`);
    await alone(ada, /may ask for pictures again/);
  });

  it('lets an administrator of the group decide for the group', async () => {
    await group.send({ record: mia.user }, '/admin@limner_bot pause exams');
    await inGroup(/^No new requests are taken \(exams\)/);
    await group.send({ record: ada.user }, '/imagine@limner_bot a fox');
    await inGroup(/^No new requests are taken at the moment: exams\./);
    await group.send({ record: mia.user }, '/admin@limner_bot resume');
    await inGroup(/^Requests are taken again/);

    await group.send({ record: mia.user }, '/admin@limner_bot gateways');
    await inGroup(/^Only whoever runs this bot can do that/);
    await group.send({ record: mia.user }, '/admin@limner_bot spend');
    expect(await alone(mia, /charged/)).not.toContain('By gateway');
    await group.send({ record: mia.user }, '/admin@limner_bot warnings on');
    await inGroup(/^You are warned of what concerns this chat/);
  });

  it('shows gateways and spending, and sends the ledger as a file', async () => {
    await ada.send('/admin gateways');
    await alone(ada, /works · 0 running, 0 waiting/);
    await ada.send('/admin spend month');
    await alone(ada, new RegExp(`By user:[\\s\\S]*telegram:${bob.user.id}`));
    await ada.send('/admin limit all $5 month');
    await alone(ada, /This month: \$0\.00 of \$5\.00/);
    await ada.send('/admin ledger 1');
    const file = await ada.chat.waitForBot(({ kind }) => kind === 'document');
    expect(JSON.stringify(file.view())).toMatch(/ledger-.*\.csv/);
    await ada.send('/admin dance');
    await alone(ada, /^That is no order for admins/);
  });

  it('lets an administrator of the group refuse words there and search what was decided, alone', async () => {
    await group.send({ record: mia.user }, '/moderation@limner_bot add clown, troll');
    expect(await alone(mia, /refused here: clown, troll/)).toContain('Orders after /moderation');
    await group.send({ record: ada.user }, '/imagine@limner_bot a sad clown');
    await inGroup(/^The rules here do not allow this prompt/);
    await group.send({ record: bob.user }, '/moderation@limner_bot list');
    await alone(bob, /^Only whoever runs this bot can do that/);

    await ada.send(`/moderation in:telegram:${group.id} remove clown`);
    await alone(ada, /refused here: troll\n/);
    const day = new Date().toISOString().slice(0, 10);
    await ada.send(`/moderation search who:${ada.user.id} day:${day} clown`);
    await alone(ada, new RegExp(`moderation\\.refused.*telegram:${ada.user.id}.*word=clown`));
    await group.send({ record: mia.user }, '/moderation@limner_bot in:telegram:1 list');
    await inGroup(/^Only whoever runs this bot can do that/);
    await ada.send('/moderation dance');
    await alone(ada, /^That is no order for moderation/);
  });

  it('warns admins, and those of a group who asked to of what concerns it, once and in their language', async () => {
    const { notices } = limner.harness.core;
    await notices.rememberLocale(`telegram:${mia.user.id}`, 'zh-CN');
    const notice: AdminNotice = {
      kind: 'spend',
      ...{ scope: 'chat', id: `telegram:${group.id}`, period: '2026-11' },
      ...{ percent: 80, usedMicroUsd: 8_000_000, limitMicroUsd: 10_000_000 },
    };
    await notices.notify(notice, { once: 'spend:1', chatId: `telegram:${group.id}` });
    await notices.notify(notice, { once: 'spend:1', chatId: `telegram:${group.id}` });

    await alone(ada, /^80 % of a spending limit is used: \$8\.00 of \$10\.00/);
    await alone(mia, /^某项消费限额已用 80%/);
    expect(ada.chat.botMessages().filter((message) => message.view().text.startsWith('80 %'))).toHaveLength(
      1,
    );
  });
});
