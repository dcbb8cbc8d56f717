import type { Message, User } from 'grammy/types';

/** Whose avatar a message asks for. */
export type AvatarAsk =
  /** Whoever wrote the message that was replied to, else the asker. */
  | { readonly kind: 'near' }
  | { readonly kind: 'me' }
  | { readonly kind: 'user'; readonly user: User }
  /** Only a name is known: Telegram tells no id with it. */
  | { readonly kind: 'name'; readonly name: string };

/**
 * Takes `--avatar` with whom it names out of a message: `--avatar me`, `--avatar @bea`, a mention by name, or nothing, in a
 * reply. The message comes back without it, and without formatting where something was taken out.
 */
export function takeAvatars(message: Message): {
  readonly message: Message;
  readonly avatars: readonly AvatarAsk[];
} {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const avatars: AvatarAsk[] = [];
  let rest = '';
  let position = 0;
  for (const match of text.matchAll(flagPattern)) {
    if (match.index < position) continue;
    const from = match.index + match[0].length;
    const mention = entities.find(({ type, offset }) => type === 'text_mention' && offset === from);
    const value = readValue(text, from, mention?.type === 'text_mention' ? mention : undefined);
    avatars.push(value.ask);
    rest = joined(rest, text.slice(position, match.index));
    position = value.end;
  }
  if (avatars.length === 0) return { message, avatars };
  const words = joined(rest, text.slice(position));
  const { entities: _entities, caption_entities: _formatting, ...plain } = message;
  return {
    message: (message.text === undefined
      ? { ...plain, caption: words }
      : { ...plain, text: words }) as Message,
    avatars,
  };
}

function joined(left: string, right: string): string {
  return `${left.trim()} ${right.trim()}`.trim();
}

function readValue(
  text: string,
  from: number,
  mention: { readonly length: number; readonly user: User } | undefined,
): { readonly ask: AvatarAsk; readonly end: number } {
  if (mention) return { ask: { kind: 'user', user: mention.user }, end: from + mention.length };
  valuePattern.lastIndex = from;
  const [whole = '', name] = valuePattern.exec(text) ?? [];
  const end = from + whole.length;
  if (name !== undefined) return { ask: { kind: 'name', name }, end };
  return { ask: { kind: whole === '' ? 'near' : 'me' }, end };
}

// Phones turn two hyphens into a dash. White space behind the flag belongs to it.
const flagPattern = /(^|\s)(?:--|[—–―−]{1,2})avatar(?:\s*=\s*|\s+|$)/giu;
const valuePattern = /@([A-Za-z0-9_]{3,32})|me(?![\p{L}\p{N}_])/iuy;
