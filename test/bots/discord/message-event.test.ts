import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/bots/discord/message-event.ts';

const bot = '42';
const base = {
  id: '1',
  channel_id: '2',
  guild_id: '3',
  author: { id: '4', username: 'ann', global_name: null },
  member: { roles: ['5'] },
  type: 0,
  content: 'hi',
};
const file = { url: 'https://cdn/x.png', filename: 'x.png', content_type: 'image/png' };

describe('readMessage', () => {
  it('takes the bot’s name out of the words, wherever it stands', () => {
    expect(readMessage({ ...base, content: '<@42> a <@!42> cat', mentions: [{ id: bot }] }, bot)).toEqual({
      id: '1',
      channelId: '2',
      guildId: '3',
      userId: '4',
      userName: 'ann',
      roles: ['5'],
      words: 'a   cat',
      namesBot: true,
      beginsWithBot: true,
      pingsBot: true,
      pictures: [],
      hasOtherFiles: false,
      repliesTo: undefined,
    });
  });

  it.each([
    { what: 'a bot', change: { author: { ...base.author, bot: true } } },
    { what: 'a webhook', change: { webhook_id: '9' } },
    { what: 'the system', change: { type: 7 } },
    { what: 'nobody', change: { author: undefined } },
  ])('ignores messages of $what', ({ change }) => {
    expect(readMessage({ ...base, ...change }, bot)).toBeUndefined();
  });

  it('forgives a command typed as text', () => {
    expect(readMessage({ ...base, guild_id: undefined, content: '/imagine a cat' }, bot)?.words).toBe(
      'a cat',
    );
  });

  it('finds pictures in uploads, forwards, embeds and the components of other bots', () => {
    const message = readMessage(
      {
        ...base,
        attachments: [file, { url: 'https://cdn/v.mp4', filename: 'v.mp4', content_type: 'video/mp4' }],
        message_snapshots: [
          {
            message: {
              attachments: [{ ...file, url: 'https://cdn/forwarded.png' }],
              embeds: [{ type: 'image', thumbnail: { url: 'https://host/embed.png' } }],
            },
          },
        ],
        message_reference: { message_id: '8', channel_id: '2', type: 0 },
        referenced_message: {
          author: { id: '99' },
          content: '',
          components: [
            { type: 17, components: [{ type: 12, items: [{ media: { url: 'https://cdn/gallery.png' } }] }] },
          ],
        },
      },
      bot,
    );

    expect(message).toMatchObject({
      hasOtherFiles: true,
      pictures: [
        { url: 'https://cdn/x.png' },
        { url: 'https://cdn/forwarded.png' },
        { url: 'https://host/embed.png' },
      ],
      repliesTo: {
        id: '8',
        channelId: '2',
        message: { readable: true, pictures: [{ url: 'https://cdn/gallery.png' }], generationId: undefined },
      },
    });
  });

  it('tells a withheld message from one that is gone and one that Discord did not send', () => {
    const reply = { ...base, type: 19, message_reference: { message_id: '8', channel_id: '2' } };
    const stripped = { author: { id: '99' }, content: '', attachments: [], embeds: [], components: [] };

    expect([
      readMessage({ ...reply, referenced_message: stripped }, bot)?.repliesTo?.message,
      readMessage({ ...reply, referenced_message: null }, bot)?.repliesTo?.message,
      readMessage(reply, bot)?.repliesTo?.message,
    ]).toEqual([{ readable: false, pictures: [], generationId: undefined }, null, undefined]);
  });

  it('reads the generation off the buttons of our own results only', () => {
    const reply = { ...base, type: 19, message_reference: { message_id: '8', channel_id: '2' } };
    const components = [{ type: 1, components: [{ type: 2, custom_id: 'edit:g7' }] }];
    const by = (id: string) =>
      readMessage({ ...reply, referenced_message: { author: { id }, components } }, bot)?.repliesTo?.message;

    expect([by(bot)?.generationId, by('99')?.generationId]).toEqual(['g7', undefined]);
  });
});
