import {
  alreadyAcknowledged,
  ApiError,
  invalidWebhookToken,
  tooManyFollowups,
  unknownChannel,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './api-error.ts';
import { FormErrors, isObject } from './form-errors.ts';
import { messageJson } from './message-json.ts';
import { createBotMessage, createLoadingMessage, deleteMessage, editBotMessage } from './messages.ts';
import { type Channel, type Interaction, type JsonObject, type Message, messageFlags } from './model.ts';
import { bodyObject, param, type Reply, type Route, type RouteRequest } from './route.ts';
import type { DiscordState } from './state.ts';
import { validateChoices } from './validate-commands.ts';
import { validateModal } from './validate-modal.ts';

const webhook = '/webhooks/:application/:token';

/** Answers to interactions: the callback, and the webhook that the interaction's token opens. */
export const interactionRoutes: readonly Route[] = [
  { method: 'POST', path: '/interactions/:interaction/:token/callback', auth: 'token', handle: callback },
  { method: 'POST', path: webhook, auth: 'token', handle: followUp },
  { method: 'GET', path: `${webhook}/messages/:message`, auth: 'token', handle: getAnswer },
  { method: 'PATCH', path: `${webhook}/messages/:message`, auth: 'token', handle: editAnswer },
  { method: 'DELETE', path: `${webhook}/messages/:message`, auth: 'token', handle: deleteAnswer },
];

const allowedFlags =
  messageFlags.suppressEmbeds |
  messageFlags.ephemeral |
  messageFlags.suppressNotifications |
  messageFlags.voiceMessage |
  messageFlags.componentsV2;

/** The first answer, within the 3 s clock, once. */
function callback(request: RouteRequest): Reply {
  const { state } = request;
  const interaction = state.interactions.get(param(request, 'interaction'));
  if (!interaction || interaction.token !== param(request, 'token')) throw unknownInteraction();
  const body = bodyObject(request);
  const { type, message } = takeFirstAnswer(state, interaction, body, request.files);
  if (request.query.get('with_response') !== 'true') return { status: 204 };
  return { status: 200, body: callbackJson(state, interaction, type, message) };
}

/** The first answer, by the callback or as the answer to Discord's own request. @throws ApiError */
export function takeFirstAnswer(
  state: DiscordState,
  interaction: Interaction,
  body: JsonObject,
  files: RouteRequest['files'] = [],
): { type: number; message: Message | undefined } {
  if (interaction.acknowledgement) throw alreadyAcknowledged();
  const afterMs = state.now() - interaction.createdAt;
  if (interaction.expired || afterMs > state.limits.acknowledgeMs) throw unknownInteraction();
  const channel = state.channel(interaction.channelId);
  if (channel.deleted) throw unknownChannel();

  const type = Number(body['type']);
  if (!allowedCallbacks(interaction).includes(type)) {
    const form = new FormErrors();
    form.choices(['type'], allowedCallbacks(interaction));
    form.throwIfAny();
  }
  const data = isObject(body['data']) ? body['data'] : {};
  const wantsEphemeral = (Number(data['flags'] ?? 0) & messageFlags.ephemeral) !== 0;
  const ephemeral = (type === 4 || type === 5) && (wantsEphemeral || interaction.forcedEphemeral);
  const message = underData(() =>
    answerFirst({ state, files }, { interaction, channel, type, data, ephemeral, body }),
  );
  interaction.acknowledgement = { type, ephemeral, afterMs };
  state.changed();
  return { type, message };
}

/** A callback's message lies under `data`, and so do its form errors. */
function underData<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError) || !error.errors || 'data' in error.errors) throw error;
    throw new ApiError(error.status, error.code, error.message, { data: error.errors });
  }
}

/** 4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal. */
function allowedCallbacks(interaction: Interaction): number[] {
  switch (interaction.type) {
    case 2:
      return [4, 5, 9];
    case 3:
      return [4, 5, 6, 7, 9];
    case 4:
      return [8];
    case 5:
      return interaction.sourceMessageId === undefined ? [4, 5] : [4, 5, 6, 7];
  }
}

interface FirstAnswer {
  readonly interaction: Interaction;
  readonly channel: Channel;
  readonly type: number;
  readonly data: JsonObject;
  readonly ephemeral: boolean;
  readonly body: JsonObject;
}

function answerFirst(
  request: Pick<RouteRequest, 'state' | 'files'>,
  answer: FirstAnswer,
): Message | undefined {
  const { state, files } = request;
  const { interaction, channel, type, data } = answer;
  const ephemeralFor = answer.ephemeral ? interaction.userId : undefined;
  switch (type) {
    case 4: {
      const created = createBotMessage(state, {
        channel,
        payload: data,
        files,
        sizeLimit: interaction.attachmentSizeLimit,
        allowedFlags,
        defaultParse: ['users'],
        ...firstMessageKind(state, interaction),
        ephemeralFor,
        interactionId: interaction.id,
      });
      interaction.originalId = created.id;
      return created;
    }
    case 5: {
      refuseDeferralFlags(data);
      const kind = firstMessageKind(state, interaction);
      const loading = createLoadingMessage(state, {
        channel,
        ...kind,
        ephemeralFor,
        interactionId: interaction.id,
      });
      interaction.originalId = loading.id;
      return loading;
    }
    case 6:
    case 7: {
      const source = state.liveMessage(interaction.sourceMessageId);
      if (!source) throw unknownMessage();
      if (type === 7) edit(state, interaction, channel, source, data, files);
      interaction.originalId = source.id;
      return source;
    }
    case 8: {
      const form = new FormErrors();
      const choices = form.list(['data', 'choices'], data['choices'], 0, 25);
      const first = choices[0];
      const valueType = isObject(first) && typeof first['value'] === 'number' ? 10 : 3;
      validateChoices(form, ['data', 'choices'], choices, valueType);
      form.throwIfAny();
      interaction.choices = choices as JsonObject[];
      return undefined;
    }
    default:
      interaction.modal = validateModal(answer.body['data']);
      return undefined;
  }
}

/** Message type and reply of a first answer: a component's answer replies to the component's message. */
function firstMessageKind(
  state: DiscordState,
  interaction: Interaction,
): { type: number; replyTo: Message | undefined } {
  const source = state.liveMessage(interaction.sourceMessageId);
  if (source) return { type: 19, replyTo: source };
  return {
    type: interaction.commandType === 3 || interaction.commandType === 2 ? 23 : 20,
    replyTo: undefined,
  };
}

function refuseDeferralFlags(data: JsonObject): void {
  const flags = data['flags'];
  if (flags === undefined || flags === null) return;
  if (typeof flags === 'number' && (flags & ~messageFlags.ephemeral) === 0) return;
  const form = new FormErrors();
  form.add(['data', 'flags'], 'BITMASK_FLAGS_FORBIDDEN', 'A deferred answer takes no flag but EPHEMERAL');
  form.throwIfAny();
}

function callbackJson(
  state: DiscordState,
  interaction: Interaction,
  type: number,
  message: Message | undefined,
): JsonObject {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId === undefined ? {} : { guild_id: interaction.guildId }),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & messageFlags.loading) !== 0,
            response_message_ephemeral: message.ephemeralFor !== undefined,
          }
        : {}),
    },
    ...(message ? { resource: { type, message: messageJson(state, message, { full: true }) } } : {}),
  };
}

/** The interaction behind a webhook address, as long as its token lives. */
function openInteraction(request: RouteRequest): Interaction {
  const { state } = request;
  const interaction = state.interactionsByToken.get(param(request, 'token'));
  if (!interaction || param(request, 'application') !== state.applicationId) throw unknownWebhook();
  if (interaction.expired || state.now() - interaction.createdAt > state.limits.tokenMs)
    throw invalidWebhookToken();
  if (!interaction.acknowledgement) throw unknownWebhook();
  if (state.channel(interaction.channelId).deleted) throw unknownChannel();
  return interaction;
}

/** The message that the webhook address means: `@original` or one sent with this token. */
function findAnswer(state: DiscordState, interaction: Interaction, id: string): Message {
  const messageId = id === '@original' ? interaction.originalId : id;
  const known = messageId === interaction.originalId || interaction.followupIds.includes(messageId ?? '');
  const message = known ? state.liveMessage(messageId) : undefined;
  if (!message) throw unknownMessage();
  return message;
}

function getAnswer(request: RouteRequest): Reply {
  const message = findAnswer(request.state, openInteraction(request), param(request, 'message'));
  return { status: 200, body: messageJson(request.state, message, { full: true }) };
}

function editAnswer(request: RouteRequest): Reply {
  const { state } = request;
  const interaction = openInteraction(request);
  const message = findAnswer(state, interaction, param(request, 'message'));
  edit(state, interaction, state.channel(interaction.channelId), message, bodyObject(request), request.files);
  return { status: 200, body: messageJson(state, message, { full: true }) };
}

function edit(
  state: DiscordState,
  interaction: Interaction,
  channel: Channel,
  message: Message,
  payload: JsonObject,
  files: RouteRequest['files'],
): void {
  const sizeLimit = interaction.attachmentSizeLimit;
  editBotMessage(state, message, { payload, files, channel, sizeLimit, defaultParse: ['users'] });
}

function deleteAnswer(request: RouteRequest): Reply {
  const message = findAnswer(request.state, openInteraction(request), param(request, 'message'));
  deleteMessage(request.state, message);
  return { status: 204 };
}

/** One more message. Right after a deferral it fills in the loading message instead, whatever its flags say. */
function followUp(request: RouteRequest): Reply {
  const { state, files } = request;
  const interaction = openInteraction(request);
  const channel = state.channel(interaction.channelId);
  const payload = bodyObject(request);
  const original = state.liveMessage(interaction.originalId);
  if (original && (original.flags & messageFlags.loading) !== 0) {
    const flags = Number(payload['flags'] ?? 0) & messageFlags.componentsV2;
    edit(state, interaction, channel, original, { ...payload, flags }, files);
    return { status: 200, body: messageJson(state, original, { full: true }) };
  }
  const onlyUserInstalled = !('0' in interaction.owners);
  if (
    onlyUserInstalled &&
    interaction.guildId !== undefined &&
    interaction.followupIds.length >= state.limits.followups
  ) {
    throw tooManyFollowups();
  }
  const wantsEphemeral = (Number(payload['flags'] ?? 0) & messageFlags.ephemeral) !== 0;
  const message = createBotMessage(state, {
    channel,
    payload,
    files,
    sizeLimit: interaction.attachmentSizeLimit,
    allowedFlags,
    defaultParse: ['users'],
    type: original ? 19 : 0,
    replyTo: original,
    ephemeralFor: wantsEphemeral || interaction.forcedEphemeral ? interaction.userId : undefined,
    interactionId: interaction.id,
  });
  interaction.followupIds.push(message.id);
  state.changed();
  return { status: 200, body: messageJson(state, message, { full: true }) };
}
