import { DiscordAPIError } from '@discordjs/rest';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import type { DiscordRest } from './discord-rest.ts';
import { Upload, type UploadFile } from './upload.ts';

/** A message as it is sent: Components V2, nobody notified. */
export interface MessagePayload {
  readonly components: readonly object[];
  readonly attachments: readonly object[];
  readonly files: readonly UploadFile[];
}

/** The fields of a message that are read back. */
export interface SentMessage {
  readonly id: string;
  readonly channelId: string;
  readonly ephemeral: boolean;
  /** A promise that nothing has filled in yet: "is thinking…". */
  readonly loading: boolean;
  readonly json: z.output<typeof sentMessage>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface InteractionAddress {
  readonly applicationId: string;
  readonly token: string;
}

export interface DiscordApiDependencies {
  readonly rest: DiscordRest;
  /** Called once when Discord no longer takes the bot's token. */
  readonly onUnauthorized: () => void;
}

export const ephemeralFlag = 1 << 6;
const loadingFlag = 1 << 7;
export const componentsV2Flag = 1 << 15;

/** The calls to Discord that Limner makes. Throws what @discordjs/rest throws; see `discord-error.ts`. */
export class DiscordApi {
  readonly #rest: DiscordRest;
  readonly #onUnauthorized: () => void;
  #unauthorized = false;

  constructor({ rest, onUnauthorized }: DiscordApiDependencies) {
    this.#rest = rest;
    this.#onUnauthorized = onUnauthorized;
  }

  /** First answer to an interaction. Resolves with the message it made, where it made one. */
  async respond(
    interaction: { readonly id: string; readonly token: string },
    response: object,
    options: CallOptions = {},
  ): Promise<SentMessage | undefined> {
    const answer = await this.#rest.webhook.post(
      `/interactions/${interaction.id}/${interaction.token}/callback`,
      {
        auth: false,
        body: response,
        query: new URLSearchParams({ with_response: 'true' }),
        signal: options.signal,
      },
    );
    const parsed = callbackAnswer.safeParse(answer);
    return parsed.success && parsed.data.resource?.message ? sent(parsed.data.resource.message) : undefined;
  }

  async getOriginal(address: InteractionAddress, options: CallOptions = {}): Promise<SentMessage> {
    const answer = await this.#rest.webhook.get(originalRoute(address), {
      auth: false,
      signal: options.signal,
    });
    return sent(sentMessage.parse(answer));
  }

  /** Replaces the answer to an interaction, files included; safe to repeat. */
  async editOriginal(
    address: InteractionAddress,
    message: MessagePayload,
    options: CallOptions = {},
  ): Promise<SentMessage> {
    const answer = await this.#rest.webhook.patch(originalRoute(address), {
      auth: false,
      signal: options.signal,
      ...(await requestBody(message, {})),
    });
    return sent(sentMessage.parse(answer));
  }

  async deleteOriginal(address: InteractionAddress): Promise<void> {
    await this.#rest.webhook.delete(originalRoute(address), { auth: false });
  }

  /** Deletes a message of the bot with its own token. Safe to repeat. */
  async deleteMessage(channelId: string, messageId: string): Promise<void> {
    await this.#rest.bot.delete(`/channels/${channelId}/messages/${messageId}`);
  }

  /** One more message that only the user sees. Not safe to repeat. */
  async followUpPrivately(address: InteractionAddress, message: MessagePayload): Promise<void> {
    await this.#rest.webhook.post(`/webhooks/${address.applicationId}/${address.token}`, {
      auth: false,
      ...(await requestBody(message, { flags: componentsV2Flag | ephemeralFlag })),
    });
  }

  /** Posts a message. Within a few minutes, the same nonce brings the same message back instead of a second one. */
  createMessage(
    channelId: string,
    message: MessagePayload,
    extra: { readonly nonce: string; readonly replyTo?: string | undefined },
  ): Promise<SentMessage> {
    const { nonce, replyTo } = extra;
    return this.#asBot(async () => {
      const reference =
        replyTo === undefined
          ? {}
          : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
      const body = await requestBody(message, { nonce, enforce_nonce: true, ...reference });
      return sent(sentMessage.parse(await this.#rest.bot.post(`/channels/${channelId}/messages`, body)));
    });
  }

  /** Replaces a message of the bot, files included; safe to repeat. */
  editMessage(
    channelId: string,
    messageId: string,
    message: MessagePayload,
    options: CallOptions = {},
  ): Promise<SentMessage> {
    return this.#asBot(async () => {
      const body = await requestBody(message, {});
      const route = `/channels/${channelId}/messages/${messageId}` as const;
      return sent(sentMessage.parse(await this.#rest.bot.patch(route, { ...body, signal: options.signal })));
    });
  }

  getMessage(channelId: string, messageId: string): Promise<SentMessage> {
    return this.#asBot(async () =>
      sent(sentMessage.parse(await this.#rest.bot.get(`/channels/${channelId}/messages/${messageId}`))),
    );
  }

  /** Up to 100 messages younger than `after`, in no order. */
  getMessagesAfter(channelId: string, after: string): Promise<readonly SentMessage[]> {
    return this.#asBot(async () => {
      const query = new URLSearchParams({ after, limit: '100' });
      const answer = await this.#rest.bot.get(`/channels/${channelId}/messages`, { query });
      return z.array(sentMessage).parse(answer).map(sent);
    });
  }

  /** The channel of direct messages with a user. */
  openDirectMessages(userId: string): Promise<string> {
    return this.#asBot(async () => {
      const answer = await this.#rest.bot.post('/users/@me/channels', { body: { recipient_id: userId } });
      return withId.parse(answer).id;
    });
  }

  /** Whether Message Content is switched on in the portal; asking for it otherwise would be refused. */
  mayReadContent(): Promise<boolean> {
    return this.#asBot(async () => {
      const { flags } = application.parse(await this.#rest.bot.get('/applications/@me'));
      return ((flags ?? 0) & messageContentFlags) !== 0;
    });
  }

  /** The id of the bot's application. */
  applicationId(): Promise<string> {
    return this.#asBot(async () => withId.parse(await this.#rest.bot.get('/applications/@me')).id);
  }

  getCommands(applicationId: string, guildId: string | undefined): Promise<unknown> {
    const query = new URLSearchParams({ with_localizations: 'true' });
    return this.#asBot(() => this.#rest.bot.get(commandsRoute(applicationId, guildId), { query }));
  }

  putCommands(
    applicationId: string,
    guildId: string | undefined,
    commands: readonly object[],
  ): Promise<unknown> {
    return this.#asBot(() => this.#rest.bot.put(commandsRoute(applicationId, guildId), { body: commands }));
  }

  /** After one 401 the client has forgotten its token; nothing else is asked of Discord then. */
  async #asBot<T>(call: () => Promise<T>): Promise<T> {
    if (this.#unauthorized) throw unauthorized();
    try {
      return await call();
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      if (!this.#unauthorized) this.#onUnauthorized();
      this.#unauthorized = true;
      throw unauthorized();
    }
  }
}

function unauthorized(): DeliveryError {
  return new DeliveryError('Discord does not accept the token', {
    platform: 'discord',
    code: 'delivery-unavailable',
    retryable: true,
    retryAfterMs: 60_000,
    statusCode: 401,
  });
}

/** A 401, or what a shared client says that had one before: it has no error class of its own for that. */
function isUnauthorized(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof Error && error.message.startsWith('Expected token to be set');
}

const withId = z.object({ id: z.string() });

const sentMessage = z.object({
  id: z.string(),
  channel_id: z.string(),
  flags: z.number().nullish(),
  author: withId.nullish(),
  content: z.string().nullish(),
  attachments: z.array(z.unknown()).nullish(),
  components: z.array(z.unknown()).nullish(),
  message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
});

const application = z.object({ flags: z.number().nullish() });

/** GATEWAY_MESSAGE_CONTENT and GATEWAY_MESSAGE_CONTENT_LIMITED. */
const messageContentFlags = (1 << 18) | (1 << 19);

const callbackAnswer = z.object({ resource: z.object({ message: sentMessage.nullish() }).nullish() });

function sent(json: z.output<typeof sentMessage>): SentMessage {
  return {
    id: json.id,
    channelId: json.channel_id,
    ephemeral: ((json.flags ?? 0) & ephemeralFlag) !== 0,
    loading: ((json.flags ?? 0) & loadingFlag) !== 0 || isEmpty(json),
    json,
  };
}

function isEmpty({ content, components, attachments }: z.output<typeof sentMessage>): boolean {
  return !content && (components ?? []).length + (attachments ?? []).length === 0;
}

async function requestBody(
  message: MessagePayload,
  extra: object,
): Promise<{ body: unknown; passThroughBody?: boolean }> {
  const payload = {
    flags: componentsV2Flag,
    components: message.components,
    attachments: message.attachments,
    // Nobody is ever notified, whatever a prompt says.
    allowed_mentions: { parse: [], replied_user: false },
    ...extra,
  };
  if (message.files.length === 0) return { body: payload };
  return { body: await Upload.of(payload, message.files), passThroughBody: true };
}

function originalRoute(address: InteractionAddress): `/${string}` {
  return `/webhooks/${address.applicationId}/${address.token}/messages/@original`;
}

function commandsRoute(applicationId: string, guildId: string | undefined): `/${string}` {
  return guildId === undefined
    ? `/applications/${applicationId}/commands`
    : `/applications/${applicationId}/guilds/${guildId}/commands`;
}
