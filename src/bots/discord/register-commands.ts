import type { DiscordApi } from './discord-api.ts';
import { discordCommands } from './discord-commands.ts';

export interface RegistrationInput {
  readonly api: DiscordApi;
  readonly applicationId: string;
  /** Register in this server only; everywhere when absent. */
  readonly guildId: string | undefined;
  readonly providers: readonly string[];
  /** Somebody helps with prompts here. */
  readonly hasHelper: boolean;
  /** Whether somebody's avatar may be taken as a reference. */
  readonly avatars: boolean;
  /** People may bring keys of their own. */
  readonly ownKeys: boolean;
}

/**
 * Registers the commands if Discord has others: it allows 200 new ones a day, and every registration makes clients fetch
 * them anew. Resolves with whether anything was written.
 */
export async function registerCommands(input: RegistrationInput): Promise<boolean> {
  const { guildId, api, applicationId, ...offered } = input;
  const wanted = discordCommands({ ...offered, scope: guildId === undefined ? 'global' : 'guild' });
  const registered = await api.getCommands(applicationId, guildId);
  if (Array.isArray(registered) && isSame(wanted, registered)) return false;
  await api.putCommands(applicationId, guildId, wanted);
  return true;
}

/** True when the registered commands are the wanted ones, whatever Discord added to them by itself. */
export function isSame(wanted: readonly object[], registered: readonly unknown[]): boolean {
  if (wanted.length !== registered.length) return false;
  return wanted.every((command) => registered.some((other) => covers(other, command)));
}

/** Every field of `wanted` is in `given`, lists and dictionaries with exactly the same entries. */
function covers(given: unknown, wanted: unknown, exact = false): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(given) &&
      given.length === wanted.length &&
      wanted.every((item, index) => covers(given[index], item))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return given === wanted;
  if (typeof given !== 'object' || given === null) return false;
  const fields = new Map<string, unknown>(Object.entries(given));
  if (exact && fields.size !== Object.keys(wanted).length) return false;
  // Options and choices that were taken away would otherwise stay.
  if (
    !exact &&
    listFields.some((field) => fields.has(field) && !(field in wanted) && !isEmpty(fields.get(field)))
  ) {
    return false;
  }
  return Object.entries(wanted).every(([key, value]) =>
    covers(fields.get(key), value, key.endsWith('_localizations')),
  );
}

const listFields = ['options', 'choices', 'required'];

function isEmpty(value: unknown): boolean {
  return value === false || value == null || (Array.isArray(value) && value.length === 0);
}
