import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { DiscordStandin } from './discord-standin.ts';
import type { LocalFile } from './file-store.ts';
import { InteractionHandle } from './handles.ts';
import type { Place } from './interaction-event.ts';
import type { How } from './misbehaviour.ts';
import type { ModalValue } from './modal-values.ts';
import type { JsonObject } from './model.ts';
import type { Person } from './person.ts';
import type { Reply } from './route.ts';
import type { SlashValue } from './slash-options.ts';

/** One thing a person outside the process does with curl: `/api/standin/<verb>` with form fields. */
export async function playUser(
  standin: DiscordStandin,
  verb: string,
  request: IncomingMessage,
  url: URL,
): Promise<Reply> {
  try {
    const fields = await readFields(request, url);
    const action = actions[verb];
    if (!action)
      return { status: 404, body: { problem: `There is no ${verb}`, verbs: Object.keys(actions) } };
    return { status: 200, body: await action(standin, fields) };
  } catch (error) {
    return { status: 400, body: { problem: error instanceof Error ? error.message : String(error) } };
  }
}

interface Fields {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, readonly LocalFile[]>;
}

const meta = new Set(['as', 'channel', 'dm', 'locale', 'command', 'interaction', 'message', 'button']);

const actions: { readonly [verb: string]: (standin: DiscordStandin, fields: Fields) => Promise<unknown> } = {
  /** command, the options by name, files as options. */
  slash: async (standin, fields) => {
    const { texts, files } = fields;
    const values: { [name: string]: SlashValue } = {};
    for (const [name, value] of texts) if (!meta.has(name)) values[name] = typed(standin, texts, name, value);
    for (const [name, [file]] of files) if (file) values[name] = file;
    const handle = await person(standin, fields).slash(text(fields, 'command'), values, place(fields));
    return acknowledged(handle);
  },
  /** content, replyTo, mention=true, files under any name. */
  post: async (standin, fields) => {
    const replyTo = fields.texts.get('replyTo');
    const handle = await person(standin, fields).postMessage({
      ...place(fields),
      content: fields.texts.get('content') ?? '',
      mentionBot: fields.texts.get('mention') === 'true',
      attachments: [...fields.files.values()].flat(),
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    return handle.visible();
  },
  /** message, button (label or custom id). */
  press: async (standin, fields) =>
    acknowledged(
      person(standin, fields).pressButton(text(fields, 'message'), text(fields, 'button'), place(fields)),
    ),
  /** command, message. */
  menu: async (standin, fields) =>
    acknowledged(
      person(standin, fields).messageCommand(text(fields, 'command'), text(fields, 'message'), place(fields)),
    ),
  /** interaction (the one that opened the form), the fields by custom id. */
  submit: async (standin, fields) => {
    const values: { [customId: string]: ModalValue } = {};
    for (const [name, value] of fields.texts) if (!meta.has(name)) values[name] = value;
    for (const [name, files] of fields.files) values[name] = files;
    return acknowledged(await person(standin, fields).submitModal(interaction(standin, fields), values));
  },
  /** interaction: what the user sees of it now. */
  answer: async (standin, fields) => seen(interaction(standin, fields)),
  /** channel or dm=true: the visible messages. */
  messages: async (standin, fields) => {
    const reader = person(standin, fields);
    if (fields.texts.get('dm') === 'true') return standin.directMessages(reader);
    return standin.timeline(fields.texts.get('channel'), reader);
  },
  checkpoints: async (standin) => standin.checkpoints(),
  commands: async (standin) => standin.state.commandsIn(standin.guild.id),
  requests: async (standin) => standin.requests,
  /** interaction: its token dies. */
  expire: async (standin, fields) => {
    interaction(standin, fields).expire();
    return {};
  },
  /** ms: so much time passes at once. */
  advance: async (standin, fields) => {
    standin.clock.advance(Number(text(fields, 'ms')));
    return { now: standin.clock.now() };
  },
  /** match (a regular expression), times, kind and its fields (retryAfterMs, status, code, ms). */
  misbehave: async (standin, fields) => {
    const { texts } = fields;
    const numbers = ['retryAfterMs', 'status', 'code', 'ms'].flatMap((name): [string, number][] => {
      const value = texts.get(name);
      return value === undefined ? [] : [[name, Number(value)]];
    });
    const how = { kind: text(fields, 'kind'), ...Object.fromEntries(numbers) } as How;
    standin.misbehave({
      match: new RegExp(text(fields, 'match')),
      times: Number(texts.get('times') ?? 1),
      how,
    });
    return { how };
  },
  behave: async (standin) => {
    standin.behave();
    return {};
  },
};

async function readFields(request: IncomingMessage, url: URL): Promise<Fields> {
  const texts = new Map(url.searchParams);
  const files = new Map<string, LocalFile[]>();
  if (request.method !== 'POST' || request.headers['content-type'] === undefined) return { texts, files };
  const form = await new Response(Readable.toWeb(request) as ReadableStream, {
    headers: { 'content-type': request.headers['content-type'] },
  }).formData();
  for (const [name, value] of form) {
    if (typeof value === 'string') texts.set(name, value);
    else {
      const bytes = new Uint8Array(await value.arrayBuffer());
      files.set(name, [...(files.get(name) ?? []), { name: value.name, bytes, contentType: value.type }]);
    }
  }
  return { texts, files };
}

function text(fields: Fields, name: string): string {
  const value = fields.texts.get(name);
  if (value === undefined) throw new Error(`The field ${name} is missing`);
  return value;
}

/** `as=bob` is another person, made on first use. */
function person(standin: DiscordStandin, fields: Fields): Person {
  const name = fields.texts.get('as');
  return name === undefined || name === standin.user.user.username ? standin.user : standin.personNamed(name);
}

function place(fields: Fields): Place {
  const { texts } = fields;
  const channel = texts.get('channel');
  const locale = texts.get('locale');
  return {
    dm: texts.get('dm') === 'true',
    ...(channel === undefined ? {} : { channel }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** Form fields are text; the command's definition says what they mean. */
function typed(standin: DiscordStandin, texts: Fields['texts'], name: string, value: string): SlashValue {
  const commandName = texts.get('command')?.split(' ')[0];
  const command = standin.state.commandsIn(standin.guild.id).find((item) => item.name === commandName);
  const options = (command?.['options'] ?? []) as readonly JsonObject[];
  const type = options.find((option) => option['name'] === name)?.['type'];
  if (type === 4 || type === 10) return Number(value);
  return type === 5 ? value === 'true' : value;
}

function interaction(standin: DiscordStandin, fields: Fields): InteractionHandle {
  const found = standin.state.interactions.get(text(fields, 'interaction'));
  if (!found) throw new Error('There is no such interaction');
  return new InteractionHandle(standin.state, found);
}

async function acknowledged(handle: InteractionHandle): Promise<unknown> {
  await handle.acknowledged().catch(() => undefined);
  return seen(handle);
}

function seen(handle: InteractionHandle): JsonObject {
  return {
    interaction: handle.id,
    status: handle.status,
    answer: handle.answer(),
    followups: handle.followups(),
    modal: handle.modal(),
  };
}
