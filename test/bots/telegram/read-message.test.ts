import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../src/bots/telegram/read-message.ts';

const me = { id: 7, username: 'limner_bot' };
const person = { id: 1, is_bot: false, first_name: 'Ada' };
const photo = [
  { file_id: 'small', file_unique_id: 's', width: 90, height: 60, file_size: 900 },
  { file_id: 'large', file_unique_id: 'l', width: 900, height: 600, file_size: 90_000 },
];
const large = { fileId: 'large', byteLength: 90_000 };

function message(content: object, chat: 'private' | 'supergroup' = 'private'): Message {
  return {
    message_id: 5,
    date: 1,
    chat: { id: 9, type: chat },
    from: person,
    ...content,
  } as unknown as Message;
}

const order = (words: string, pictures: readonly object[] = [], reply?: object) => ({
  kind: 'order',
  order: { words, pictures, reply },
});
const sentence = (key: string) => ({ kind: 'sentence', sentence: key });
const nothing = { kind: 'nothing' };

describe('what a message asks', () => {
  it.each([
    ['words', { text: ' a red fox ' }, order('a red fox')],
    ['a command', { text: '/imagine a red fox' }, order('a red fox')],
    ['a command in a caption', { caption: '/imagine at night', photo }, order('at night', [large])],
    ['a photo with words', { caption: 'at night', photo }, order('at night', [large])],
    ['a photo without words', { photo }, sentence('answer.no-words')],
    ['a command without words', { text: '/imagine' }, sentence('answer.no-prompt')],
    ['an unknown command', { text: '/paint a fox' }, { kind: 'command', command: 'help', argument: '' }],
    ['/cancel all', { text: '/cancel all' }, { kind: 'command', command: 'cancel', argument: 'all' }],
    [
      'an avatar by name',
      { text: '/imagine --avatar=@bea_b a queen' },
      { kind: 'order', order: { ...order('a queen').order, avatars: [{ kind: 'name', name: 'bea_b' }] } },
    ],
    [
      'avatars before a word that only begins like mine',
      { text: 'a fox —avatar means well --avatar ME' },
      {
        kind: 'order',
        order: { ...order('a fox means well').order, avatars: [{ kind: 'near' }, { kind: 'me' }] },
      },
    ],
    ['an avatar without words', { text: '/imagine --avatar me' }, sentence('answer.no-words')],
    ['a word that only looks like the flag', { text: 'an --avatars poster' }, order('an --avatars poster')],
    ['a command of another bot', { text: '/imagine@other_bot a fox' }, nothing],
    ['a path that is no command', { text: '/home/ada is where I live' }, order('/home/ada is where I live')],
    [
      'a picture file',
      { document: { file_id: 'f', mime_type: 'image/png' }, caption: 'x' },
      order('x', [{ fileId: 'f', byteLength: undefined }]),
    ],
    [
      'a picture file by its name',
      {
        document: { file_id: 'f', mime_type: 'application/octet-stream', file_name: 'A.HEIC' },
        caption: 'x',
      },
      order('x', [{ fileId: 'f', byteLength: undefined }]),
    ],
    [
      'another file',
      { document: { file_id: 'f', mime_type: 'application/pdf', file_name: 'a.pdf' }, caption: 'x' },
      sentence('error.media-not-image'),
    ],
    [
      'an SVG',
      { document: { file_id: 'f', mime_type: 'image/svg+xml', file_name: 'a.svg' }, caption: 'x' },
      sentence('error.media-not-image'),
    ],
    [
      'an animation',
      { animation: { file_id: 'a' }, document: { file_id: 'a', mime_type: 'video/mp4' }, caption: 'x' },
      sentence('answer.not-a-picture'),
    ],
    ['a voice note', { voice: { file_id: 'v' } }, sentence('answer.not-a-picture')],
    ['a video with words', { video: { file_id: 'v' }, caption: 'x' }, sentence('answer.not-a-picture')],
    [
      'a moving sticker',
      { sticker: { file_id: 's', is_animated: true, is_video: false } },
      sentence('answer.not-a-picture'),
    ],
    [
      'a sticker',
      { sticker: { file_id: 's', is_animated: false, is_video: false } },
      sentence('answer.no-words'),
    ],
    [
      'a picture that was shared by inline mode',
      { photo, via_bot: { id: 7, is_bot: true, first_name: 'Limner' } },
      nothing,
    ],
    ['a service message', { new_chat_title: 'x' }, nothing],
    ['a place', { location: { latitude: 1, longitude: 2 } }, nothing],
  ] as const)('reads %s in a private chat', (_, content, expected) => {
    expect(readMessages([message(content)], me)).toEqual(expected);
  });

  const ofBot = { message_id: 4, date: 1, chat: { id: 9 }, from: { id: 7, is_bot: true }, text: 'done' };
  const ofOther = { ...ofBot, from: { id: 2, is_bot: false }, photo };

  it.each([
    ['talk', { text: 'a red fox' }, nothing],
    ['a photo', { photo, caption: 'a red fox' }, nothing],
    ['a command', { text: '/imagine a fox' }, order('a fox')],
    ['a command with the name of the bot', { text: '/imagine@LIMNER_bot a fox' }, order('a fox')],
    ['an unknown command', { text: '/roll' }, nothing],
    [
      'an unknown command to the bot',
      { text: '/roll@limner_bot' },
      { kind: 'command', command: 'help', argument: '' },
    ],
    [
      'a mention',
      { text: 'a fox @Limner_Bot', entities: [{ type: 'mention', offset: 6, length: 11 }] },
      order('a fox'),
    ],
    [
      'a mention at the start',
      { text: '@limner_bot: a fox', entities: [{ type: 'mention', offset: 0, length: 11 }] },
      order('a fox'),
    ],
    [
      'a mention in a caption',
      { photo, caption: '@limner_bot night', caption_entities: [{ type: 'mention', offset: 0, length: 11 }] },
      order('night', [large]),
    ],
    [
      'a mention of somebody else',
      { text: '@bea a fox', entities: [{ type: 'mention', offset: 0, length: 4 }] },
      nothing,
    ],
    [
      'a name that only begins like the bot',
      { text: '@limner_bot2 hi', entities: [{ type: 'mention', offset: 0, length: 12 }] },
      nothing,
    ],
    ['a reply to the bot', { text: 'in blue', reply_to_message: ofBot }, order('in blue', [], ofBot)],
    ['a reply to a person', { text: 'in blue', reply_to_message: ofOther }, nothing],
    [
      'a reply to a person with the command',
      { text: '/imagine in blue', reply_to_message: ofOther },
      order('in blue', [], ofOther),
    ],
    [
      'a reply with the command alone',
      { text: '/imagine', reply_to_message: ofOther },
      sentence('answer.no-words'),
    ],
    [
      'the beginning of a topic',
      { text: 'hello', reply_to_message: { ...ofBot, forum_topic_created: { name: 'x' } } },
      nothing,
    ],
    ['another bot', { text: '/imagine a fox', from: { id: 3, is_bot: true } }, nothing],
    [
      'a post of the linked channel',
      { text: '/imagine a fox', is_automatic_forward: true, sender_chat: { id: 8 } },
      nothing,
    ],
    [
      'an anonymous admin',
      { text: '/imagine a fox', from: { id: 3, is_bot: true }, sender_chat: { id: 9 } },
      order('a fox'),
    ],
  ] as const)('reads %s in a group', (_, content, expected) => {
    expect(readMessages([message(content, 'supergroup')], me)).toEqual(expected);
  });

  it('takes an album with its one caption, in order of its messages', () => {
    const item = (id: number, file: string, more: object = {}) =>
      message({ message_id: id, photo: [{ file_id: file }], media_group_id: 'g', ...more });

    const ask = readMessages([item(12, 'c'), item(10, 'a'), item(11, 'b', { caption: 'all in one' })], me);

    expect(ask).toEqual(
      order(
        'all in one',
        ['a', 'b', 'c'].map((fileId) => ({ fileId, byteLength: undefined })),
      ),
    );
  });

  it('refuses an album with a video in it', () => {
    const ask = readMessages([message({ photo, caption: 'x' }), message({ message_id: 6, video: { file_id: 'v' } })], me); // prettier-ignore

    expect(ask).toEqual(sentence('answer.not-a-picture'));
  });
});
