import { extname } from 'node:path';
import { memberJson, userJson } from './entity-json.ts';
import type { LocalFile } from './file-store.ts';
import { isObject } from './form-errors.ts';
import { attachmentJson } from './message-json.ts';
import type { JsonObject } from './model.ts';
import type { DiscordState } from './state.ts';

/** What a user can put into a slash command: text, number, switch, file, or the id of a user, role or channel. */
export type SlashValue = string | number | boolean | LocalFile;

export interface FilledOptions {
  readonly options: JsonObject[];
  readonly resolved: JsonObject;
}

/** Fills a command's options as Discord's client would let a user do it; throws on anything it would not let through. */
export async function fillOptions(
  state: DiscordState,
  definitions: readonly JsonObject[],
  values: { readonly [name: string]: SlashValue },
  channelId: string,
): Promise<FilledOptions> {
  const known = definitions.map((definition) => String(definition['name']));
  const unknown = Object.keys(values).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`The command has no option ${unknown.join(', ')}; it has ${known.join(', ')}`);
  const missing = definitions.filter(
    (item) => item['required'] === true && values[String(item['name'])] === undefined,
  );
  if (missing.length > 0)
    throw new Error(`Required options are missing: ${missing.map((item) => item['name']).join(', ')}`);

  const options: JsonObject[] = [];
  const resolved: { [kind: string]: JsonObject } = {};
  for (const definition of definitions) {
    const name = String(definition['name']);
    const given = values[name];
    if (given === undefined) continue;
    const type = Number(definition['type']);
    checkValue(definition, given);
    const value = await resolveValue(state, type, given, channelId, resolved);
    options.push({ name, type, value });
  }
  return { options, resolved };
}

function checkValue(definition: JsonObject, value: SlashValue): void {
  const name = String(definition['name']);
  const type = Number(definition['type']);
  const expected = valueKinds[type];
  const kind = isObject(value) ? 'file' : typeof value;
  if (expected !== undefined && kind !== expected)
    throw new Error(`Option ${name} takes a ${expected}, not a ${kind}`);
  if (type === 4 && !Number.isInteger(value)) throw new Error(`Option ${name} takes a whole number`);
  const choices = definition['choices'];
  if (
    Array.isArray(choices) &&
    choices.length > 0 &&
    !choices.some((item: JsonObject) => item['value'] === value)
  ) {
    throw new Error(`Option ${name} has no choice ${String(value)}`);
  }
  const size = typeof value === 'string' ? value.length : typeof value === 'number' ? value : undefined;
  const [low, high] = typeof value === 'string' ? ['min_length', 'max_length'] : ['min_value', 'max_value'];
  const min = definition[low ?? ''];
  const max = definition[high ?? ''] ?? (typeof value === 'string' ? 6000 : undefined);
  if (size !== undefined && typeof min === 'number' && size < min)
    throw new Error(`Option ${name} is under ${min}`);
  if (size !== undefined && typeof max === 'number' && size > max)
    throw new Error(`Option ${name} is over ${max}`);
  if (typeof value === 'object') checkFileType(name, value, definition['file_types']);
}

const valueKinds: { readonly [type: number]: string } = {
  3: 'string',
  4: 'number',
  5: 'boolean',
  6: 'string',
  7: 'string',
  8: 'string',
  9: 'string',
  10: 'number',
  11: 'file',
};

/** `file_types` looks at the name's ending only. */
export function checkFileType(name: string, file: LocalFile, types: unknown): void {
  if (!Array.isArray(types) || types.length === 0) return;
  const extension = extname(file.name).toLowerCase();
  const fits = types.some((type) =>
    String(type).startsWith('.') ? type === extension : groups[String(type)]?.includes(extension),
  );
  if (!fits) throw new Error(`${name} does not take ${file.name}`);
}

const groups: { readonly [group: string]: readonly string[] } = {
  image: ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.heic', '.heif', '.bmp', '.tiff', '.tif'],
  video: ['.mp4', '.mov', '.webm', '.mkv'],
  audio: ['.mp3', '.ogg', '.wav', '.flac', '.m4a'],
};

async function resolveValue(
  state: DiscordState,
  type: number,
  value: SlashValue,
  channelId: string,
  resolved: { [kind: string]: JsonObject },
): Promise<string | number | boolean> {
  if (typeof value === 'object') {
    const attachment = await state.upload(value, channelId, true);
    resolved['attachments'] = {
      ...resolved['attachments'],
      [attachment.id]: attachmentJson(state, attachment),
    };
    return attachment.id;
  }
  if (type === 6) {
    const user = state.user(String(value));
    resolved['users'] = { ...resolved['users'], [user.id]: userJson(user) };
    if (state.channel(channelId).guildId !== undefined) {
      const member = { ...memberJson(state.now()), avatar: user.serverAvatar?.hash ?? null };
      resolved['members'] = { ...resolved['members'], [user.id]: member };
    }
  }
  return value;
}
