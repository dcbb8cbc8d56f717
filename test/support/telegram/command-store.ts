import { badRequest } from './api-error.ts';
import { isObject, requiredString } from './params.ts';
import type { JsonObject, Params } from './params.ts';

export interface BotCommand {
  readonly command: string;
  readonly description: string;
}

const SCOPES_OF_CHATS = new Set(['chat', 'chat_administrators', 'chat_member']);
const SCOPES = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']);
const MAX_COMMANDS = 100;

/** Command lists by scope and language, as the server keeps them. */
export class CommandStore {
  private readonly lists = new Map<string, readonly BotCommand[]>();

  set(params: Params): void {
    const key = readKey(params);
    const commands = readCommands(params);
    if (commands.length === 0) this.lists.delete(key);
    else this.lists.set(key, commands);
  }

  get(params: Params): readonly BotCommand[] {
    return this.lists.get(readKey(params)) ?? [];
  }

  delete(params: Params): void {
    this.lists.delete(readKey(params));
  }

  /** What the menu of a person shows: the narrowest scope wins, and within it the person's language. */
  seenBy(chat: { id: number; type: string }, languageCode: string): readonly BotCommand[] {
    const family = chat.type === 'private' ? 'all_private_chats' : 'all_group_chats';
    for (const scope of [`chat:${chat.id}`, family, 'default']) {
      for (const language of [languageCode, '']) {
        const commands = this.lists.get(`${scope}|${language}`);
        if (commands) return commands;
      }
    }
    return [];
  }

  /** Every list, keyed `scope|language`. */
  all(): Record<string, readonly BotCommand[]> {
    return Object.fromEntries(this.lists);
  }
}

function readKey(params: Params): string {
  const language = params.string('language_code');
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('Invalid language code specified');
  return `${readScope(params.json('scope', 'BotCommandScope'))}|${language}`;
}

function readScope(scope: unknown): string {
  if (scope === undefined) return 'default';
  if (!isObject(scope)) throw badRequest('BotCommandScope must be an Object');
  const type = requiredString(scope, 'type');
  if (SCOPES.has(type)) return type;
  if (!SCOPES_OF_CHATS.has(type)) throw badRequest("Can't parse BotCommandScope: Unsupported type specified");
  const chat = requiredString(scope, 'chat_id');
  return type === 'chat_member' ? `${type}:${chat}:${requiredString(scope, 'user_id')}` : `${type}:${chat}`;
}

function readCommands(params: Params): BotCommand[] {
  const value = params.json('commands', 'commands') ?? [];
  if (!Array.isArray(value)) throw badRequest('Expected an Array of BotCommand');
  if (value.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return value.map(readCommand);
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("Can't parse BotCommand: expected an Object");
  const command = requiredString(value as JsonObject, 'command').replace(/^\//, '');
  const description = requiredString(value as JsonObject, 'description');
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return { command, description };
}
