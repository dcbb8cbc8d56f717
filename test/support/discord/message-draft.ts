import { emptyMessage, requestTooLarge } from './api-error.ts';
import { sanitizeFilename } from './file-store.ts';
import { FormErrors } from './form-errors.ts';
import { findPings, validateAllowedMentions } from './mentions.ts';
import {
  type Attachment,
  type Channel,
  type JsonObject,
  type Message,
  messageFlags,
  type Pings,
} from './model.ts';
import type { UploadedFile } from './request-body.ts';
import type { DiscordState } from './state.ts';
import { validateMessageComponents } from './validate-components.ts';
import { validateEmbeds } from './validate-embeds.ts';

export interface DraftInput {
  readonly payload: JsonObject;
  readonly files: readonly UploadedFile[];
  readonly channel: Channel;
  /** Per file. */
  readonly sizeLimit: number;
  /** Flags that may be set besides those the message already has. */
  readonly allowedFlags: number;
  readonly defaultParse: readonly string[];
  /** The message being edited. */
  readonly existing: Message | undefined;
  readonly replyTo: Message | undefined;
}

export interface MessageDraft {
  readonly content: string;
  readonly embeds: JsonObject[];
  readonly components: JsonObject[];
  readonly keep: readonly { attachment: Attachment; description: string | undefined }[];
  readonly add: readonly {
    file: UploadedFile;
    name: string;
    description: string | undefined;
    spoiler: boolean;
  }[];
  readonly flags: number;
  readonly pings: Pings;
}

const legacyFields = ['content', 'embeds', 'sticker_ids', 'poll'] as const;

/** Checks a message body as Discord does and merges it with the message it edits. Throws ApiError. */
export function draftMessage(state: DiscordState, input: DraftInput): MessageDraft {
  const { payload, existing } = input;
  if (input.files.some((file) => file.size > input.sizeLimit)) throw requestTooLarge();
  const form = new FormErrors();

  form.text(['content'], payload['content'], 0, 2000);
  validateEmbeds(form, payload['embeds']);
  validateAllowedMentions(form, payload['allowed_mentions']);
  validateNonce(form, payload['nonce']);
  form.boolean(['tts'], payload['tts']);
  const flags = mergeFlags(form, input);
  const files = planAttachments(form, input);
  const v2 = (flags & messageFlags.componentsV2) !== 0;
  const names = new Set([
    ...files.keep.map((item) => item.attachment.filename),
    ...files.add.map((item) => sanitizeFilename(item.name)),
  ]);
  validateMessageComponents({ form, attachmentNames: names }, payload['components'], v2);

  const content = String(merged<unknown>(payload['content'], existing?.content, '')).trim();
  const embeds = merged(payload['embeds'], existing?.embeds, []);
  const components = numberComponents(merged(payload['components'], existing?.components, []));
  if (v2) refuseLegacyFields(form, payload, content, embeds);
  form.throwIfAny();

  const isEmpty = v2
    ? components.length === 0
    : content === '' && embeds.length + components.length + files.keep.length + files.add.length === 0;
  if (isEmpty) throw emptyMessage();

  const pings = findPings(state, {
    content,
    components,
    allowedMentions: payload['allowed_mentions'],
    defaultParse: input.defaultParse,
    channel: input.channel,
    replyTo: input.replyTo,
  });
  return { content, embeds, components, ...files, flags, pings };
}

/** Absent keeps what was there, null clears it. */
function merged<T>(given: unknown, before: T | undefined, empty: T): T {
  if (given === undefined) return before ?? empty;
  return given === null ? empty : (given as T);
}

function mergeFlags(form: FormErrors, { payload, existing, allowedFlags }: DraftInput): number {
  const given = payload['flags'];
  const before = (existing?.flags ?? 0) & ~messageFlags.loading;
  if (given === undefined || given === null) return before;
  if (typeof given !== 'number' || !Number.isInteger(given)) {
    form.add(['flags'], 'NUMBER_TYPE_COERCE', 'Value is not int.');
    return before;
  }
  const forbidden = given & ~(allowedFlags | before);
  if (forbidden !== 0)
    form.add(['flags'], 'BITMASK_FLAGS_FORBIDDEN', `These flags cannot be set here: ${forbidden}`);
  if ((before & messageFlags.componentsV2) !== 0 && (given & messageFlags.componentsV2) === 0) {
    form.add(
      ['flags'],
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2',
      'The IS_COMPONENTS_V2 flag cannot be removed from a message',
    );
  }
  if (!existing) return given;
  const settable = messageFlags.suppressEmbeds | messageFlags.componentsV2;
  return (before & ~messageFlags.suppressEmbeds) | (given & settable);
}

function refuseLegacyFields(
  form: FormErrors,
  payload: JsonObject,
  content: string,
  embeds: readonly unknown[],
): void {
  for (const field of legacyFields) {
    const remains = field === 'content' ? content !== '' : field === 'embeds' ? embeds.length > 0 : false;
    const value = payload[field];
    const given =
      value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0) && value !== '';
    if (!remains && !given) continue;
    form.add(
      [field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}

function validateNonce(form: FormErrors, nonce: unknown): void {
  if (nonce === undefined || nonce === null || typeof nonce === 'number') return;
  form.text(['nonce'], nonce, 0, 25);
}

/**
 * `attachments` names everything that shall be there afterwards: kept ones by id, new ones by the n of `files[n]`.
 * Without it, an edit keeps what was there and adds the files. A file that the list leaves out is dropped.
 */
function planAttachments(form: FormErrors, input: DraftInput): Pick<MessageDraft, 'keep' | 'add'> {
  const { payload, files, existing } = input;
  const before = existing?.attachments ?? [];
  const listed = payload['attachments'];
  if (listed === undefined) {
    checkCount(form, before.length + files.length);
    return {
      keep: before.map((attachment) => ({ attachment, description: attachment.description })),
      add: files.map((file) => ({
        file,
        name: file.name,
        description: undefined,
        spoiler: file.name.startsWith('SPOILER_'),
      })),
    };
  }
  const keep: { attachment: Attachment; description: string | undefined }[] = [];
  const add: { file: UploadedFile; name: string; description: string | undefined; spoiler: boolean }[] = [];
  const seen = new Set<string>();
  form.list(['attachments'], listed, 0, 10).forEach((entry, index) => {
    const path = ['attachments', index];
    if (!form.object(path, entry)) return;
    const id = String(entry['id']);
    form.text([...path, 'description'], entry['description'], 0, 1024);
    if (seen.has(id))
      form.add([...path, 'id'], 'SET_TYPE_CONTAINS_DUPLICATES', 'This attachment is listed twice');
    seen.add(id);
    const given = typeof entry['description'] === 'string' ? entry['description'] : undefined;
    const attachment = before.find((item) => item.id === id);
    const file = files.find((item) => String(item.index) === id);
    if (attachment) keep.push({ attachment, description: given ?? attachment.description });
    else if (file) {
      const name = typeof entry['filename'] === 'string' ? entry['filename'] : file.name;
      const spoiler = entry['is_spoiler'] === true || name.startsWith('SPOILER_');
      add.push({ file, name, description: given, spoiler });
    } else {
      form.add(
        [...path, 'id'],
        'ATTACHMENT_NOT_FOUND',
        `No files[${id}] was sent and no attachment ${id} is kept`,
      );
    }
  });
  checkCount(form, keep.length + add.length);
  return { keep, add };
}

function checkCount(form: FormErrors, count: number): void {
  if (count > 10) form.add(['attachments'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 10 in length.');
}

/** Discord numbers components that came without an id, depth first. */
function numberComponents(list: readonly JsonObject[]): JsonObject[] {
  const used = new Set<number>();
  collectIds(list, used);
  let next = 1;
  const number = (component: JsonObject): JsonObject => {
    let { id } = component;
    if (typeof id !== 'number' || id === 0) {
      while (used.has(next)) next += 1;
      used.add(next);
      id = next;
    }
    const children = component['components'];
    const { accessory } = component;
    return {
      ...component,
      id,
      ...(Array.isArray(children) ? { components: (children as JsonObject[]).map(number) } : {}),
      ...(accessory === undefined ? {} : { accessory: number(accessory as JsonObject) }),
    };
  };
  // A list that failed its checks may hold anything; it is thrown away right after.
  return Array.isArray(list)
    ? list.filter((item) => typeof item === 'object' && item !== null).map(number)
    : [];
}

function collectIds(list: unknown, used: Set<number>): void {
  if (!Array.isArray(list)) return;
  for (const component of list as JsonObject[]) {
    if (typeof component?.['id'] === 'number') used.add(component['id']);
    collectIds(component?.['components'], used);
    if (component?.['accessory']) collectIds([component['accessory']], used);
  }
}
