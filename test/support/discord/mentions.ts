import { type FormErrors, isObject } from './form-errors.ts';
import { type Channel, type Message, permissions, type Pings } from './model.ts';
import type { DiscordState } from './state.ts';
import { componentType, walkComponents } from './validate-components.ts';

export const noPings: Pings = { everyone: false, users: [], roles: [], repliedUser: undefined };

/** Checks `allowed_mentions`: known words, at most 100 ids, and no list beside the word that allows all of them. */
export function validateAllowedMentions(form: FormErrors, value: unknown): void {
  if (value === undefined || value === null) return;
  const path = ['allowed_mentions'];
  if (!form.object(path, value)) return;
  const parse = form.list([...path, 'parse'], value['parse'], 0, 3);
  parse.forEach((word, index) => {
    if (!['users', 'roles', 'everyone'].includes(String(word))) {
      form.choices([...path, 'parse', index], ['users', 'roles', 'everyone']);
    }
  });
  for (const kind of ['users', 'roles']) {
    const ids = form.list([...path, kind], value[kind], 0, 100);
    if (ids.length > 0 && parse.includes(kind)) {
      form.add(
        [...path, 'parse'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

export interface MentionSource {
  readonly content: string;
  readonly components: readonly unknown[];
  readonly allowedMentions: unknown;
  /** Without `allowed_mentions`: plain messages parse everything, interactions and webhooks users only. */
  readonly defaultParse: readonly string[];
  readonly channel: Channel;
  readonly replyTo: Message | undefined;
}

/** Who is notified by a message of the bot. */
export function findPings(state: DiscordState, source: MentionSource): Pings {
  const allowed = isObject(source.allowedMentions) ? source.allowedMentions : undefined;
  const parse = strings(allowed ? allowed['parse'] : source.defaultParse);
  const text = [source.content, ...textDisplays(source.components)].join('\n');
  const mayPing = (kind: string, id: string): boolean =>
    parse.includes(kind) || strings(allowed?.[kind]).includes(id);
  const users = idsIn(text, /<@!?(\d+)>/g).filter((id) => state.users.has(id) && mayPing('users', id));
  const roles = idsIn(text, /<@&(\d+)>/g).filter((id) => mayPing('roles', id));
  const mayPingAll = (source.channel.botPermissions & permissions.mentionEveryone) !== 0n;
  const repliesPing = allowed ? allowed['replied_user'] === true : true;
  return {
    everyone: /@(everyone|here)\b/.test(text) && parse.includes('everyone') && mayPingAll,
    users,
    roles,
    repliedUser: source.replyTo && repliesPing ? source.replyTo.authorId : undefined,
  };
}

export function textDisplays(components: readonly unknown[]): string[] {
  return [...walkComponents(components)]
    .filter((component) => component['type'] === componentType.textDisplay)
    .map((component) => String(component['content']));
}

/** Everyone named by the pings, once each. */
export function pingedUsers(pings: Pings): string[] {
  const replied = pings.repliedUser === undefined ? [] : [pings.repliedUser];
  return [...new Set([...pings.users, ...replied])];
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
