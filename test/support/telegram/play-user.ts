import type { Params } from './params.ts';
import type { Participant } from './participant.ts';
import type { TelegramStandin } from './telegram-standin.ts';

/**
 * One person who can be played with curl, for trying the bot by hand:
 * `GET /standin/messages` what the private chat shows; `POST /standin/send` with `text`, or with a file `photo`
 * or `document` and a `caption`, and `reply_to`; `POST /standin/press` with `message` and `button`.
 */
export function createUserPlayer(
  telegram: TelegramStandin,
): (action: string, params: Params) => Promise<unknown> {
  let person: Participant | undefined;
  return async (action, params) => {
    person ??= telegram.user({ firstName: 'You', languageCode: 'en' }).privateChat();
    switch (action) {
      case 'messages':
        return person.chat.visible();
      case 'send':
        return (await send(person, params)).view();
      case 'press': {
        const message = person.chat.message(params.integer('message'));
        return person.press(message, params.string('button')).answer();
      }
      default:
        return undefined;
    }
  };
}

async function send(person: Participant, params: Params) {
  const replyTo = params.integer('reply_to');
  const options = {
    caption: params.string('caption'),
    ...(replyTo > 0 && { replyTo: person.chat.message(replyTo) }),
  };
  const photo = params.file('photo');
  if (photo) return person.sendPhoto(photo.bytes, options);
  const document = params.file('document');
  if (document) return person.sendDocument(document.bytes, { ...options, fileName: document.name });
  return person.send(params.string('text'), options);
}
