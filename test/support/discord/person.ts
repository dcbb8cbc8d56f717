import type { LocalFile } from './file-store.ts';
import { InteractionHandle, MessageHandle } from './handles.ts';
import { type Place, startInteraction } from './interaction-event.ts';
import { messageJson } from './message-json.ts';
import { createUserMessage, deleteMessage, editUserMessage } from './messages.ts';
import { fillModal, type ModalValue } from './modal-values.ts';
import {
  type Channel,
  type Interaction,
  type JsonObject,
  type Message,
  messageFlags,
  type RegisteredCommand,
  type User,
} from './model.ts';
import { fillOptions, type SlashValue } from './slash-options.ts';
import type { DiscordState } from './state.ts';
import { componentType, selectTypes, walkComponents } from './validate-components.ts';

export interface NewPost extends Place {
  readonly content?: string;
  /** The message replied to, or its id. */
  readonly replyTo?: string | { readonly id: string };
  /** The reply ping, which Discord's clients have on by default. */
  readonly pingReplied?: boolean;
  readonly attachments?: readonly LocalFile[];
  readonly embeds?: readonly JsonObject[];
  /** Puts the bot's mention in front of the words. */
  readonly mentionBot?: boolean;
}

type MessageRef = string | { readonly id: string };

/** Somebody at a Discord client: can do what the client lets them do, and nothing else. */
export class Person {
  readonly user: User;
  private readonly state: DiscordState;
  private readonly defaultChannel: Channel;

  constructor(state: DiscordState, user: User, defaultChannel: Channel) {
    this.state = state;
    this.user = user;
    this.defaultChannel = defaultChannel;
  }

  get id(): string {
    return this.user.id;
  }

  /** Runs a slash command (`'imagine'`, or `'settings language'` for a subcommand). */
  async slash(
    name: string,
    values: { readonly [option: string]: SlashValue } = {},
    place: Place = {},
  ): Promise<InteractionHandle> {
    const channel = this.channelOf(place);
    const [commandName = '', ...path] = name.split(' ');
    const command = this.findCommand(commandName, 1, channel, place);
    const level = subcommand(command, path);
    const { options, resolved } = await fillOptions(this.state, level.definitions, values, channel.id);
    const data = {
      id: command.id,
      name: commandName,
      type: 1,
      ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
      options: level.wrap(options),
      ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
    };
    return this.interact({ type: 2, name: commandName, commandType: 1, channel, place, data });
  }

  /** Types into an option with autocomplete; the suggestions come with the acknowledgement. */
  async autocomplete(
    name: string,
    option: string,
    typed: string,
    place: Place = {},
  ): Promise<readonly JsonObject[]> {
    const channel = this.channelOf(place);
    const [commandName = '', ...path] = name.split(' ');
    const command = this.findCommand(commandName, 1, channel, place);
    const level = subcommand(command, path);
    const definition = level.definitions.find((item) => item['name'] === option);
    if (definition?.['autocomplete'] !== true) throw new Error(`Option ${option} has no autocomplete`);
    const focused = { name: option, type: definition['type'], value: typed, focused: true };
    const data = { id: command.id, name: commandName, type: 1, options: level.wrap([focused]) };
    const handle = this.interact({ type: 4, name: commandName, commandType: 1, channel, place, data });
    await handle.acknowledged();
    return handle.interaction.choices ?? [];
  }

  /** Runs a message command (right click, Apps) on a message. */
  messageCommand(name: string, target: MessageRef, place: Place = {}): InteractionHandle {
    const message = this.see(target);
    const channel = this.state.channel(message.channelId);
    const command = this.findCommand(name, 3, channel, place);
    const data = {
      id: command.id,
      name,
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: messageJson(this.state, message, { full: true }) } },
    };
    return this.interact({ type: 2, name, commandType: 3, channel, place, data });
  }

  /** Presses a button, by custom id or label. */
  pressButton(target: MessageRef, customIdOrLabel: string, place: Place = {}): InteractionHandle {
    const message = this.see(target);
    const buttons = [...walkComponents(message.components)].filter(
      (item) => item['type'] === componentType.button,
    );
    const button = buttons.find(
      (item) => item['custom_id'] === customIdOrLabel || item['label'] === customIdOrLabel,
    );
    const known = buttons.map((item) => String(item['label'])).join(', ');
    if (!button) throw new Error(`The message has no button ${customIdOrLabel}; it has ${known || 'none'}`);
    if (button['disabled'] === true) throw new Error(`The button ${customIdOrLabel} is disabled`);
    if (typeof button['custom_id'] !== 'string') throw new Error(`The button ${customIdOrLabel} is a link`);
    return this.useComponent(message, button, {}, place);
  }

  /** Chooses from a select menu. */
  choose(
    target: MessageRef,
    customId: string,
    values: readonly string[],
    place: Place = {},
  ): InteractionHandle {
    const message = this.see(target);
    const select = [...walkComponents(message.components)].find(
      (item) => selectTypes.includes(Number(item['type'])) && item['custom_id'] === customId,
    );
    if (!select || select['disabled'] === true)
      throw new Error(`The message has no usable select ${customId}`);
    const options = select['options'];
    const known = Array.isArray(options) ? (options as JsonObject[]).map((item) => item['value']) : undefined;
    const foreign = known ? values.filter((value) => !known.includes(value)) : [];
    if (foreign.length > 0) throw new Error(`The select ${customId} has no option ${foreign.join(', ')}`);
    return this.useComponent(message, select, { values: [...values] }, place);
  }

  /** Fills in and sends the form that an interaction opened. */
  async submitModal(
    opened: InteractionHandle,
    values: { readonly [customId: string]: ModalValue } = {},
    place: Place = {},
  ): Promise<InteractionHandle> {
    const modal = opened.modal();
    if (!modal) throw new Error('That interaction opened no form');
    const from = opened.interaction;
    if (from.userId !== this.user.id) throw new Error("That form is on somebody else's screen");
    const channel = this.state.channel(from.channelId);
    const data = await fillModal(this.state, modal, values, channel.id);
    const source = this.state.liveMessage(from.sourceMessageId);
    return this.interact({
      type: 5,
      name: String(modal['custom_id']),
      channel,
      place: { attachmentSizeLimit: from.attachmentSizeLimit, userInstall: '1' in from.owners, ...place },
      data,
      sourceMessageId: source?.id,
      message: source && messageJson(this.state, source, { full: true }),
    });
  }

  /** Writes a message. */
  async postMessage(post: NewPost): Promise<MessageHandle> {
    const channel = this.channelOf(post);
    const attachments = [];
    for (const file of post.attachments ?? [])
      attachments.push(await this.state.upload(file, channel.id, false));
    const words = post.content ?? '';
    const message = createUserMessage(this.state, {
      channel,
      authorId: this.user.id,
      content: post.mentionBot ? `<@${this.state.bot.id}> ${words}`.trim() : words,
      attachments,
      embeds: post.embeds ?? [],
      replyTo: post.replyTo === undefined ? undefined : this.see(post.replyTo),
      pingReplied: post.pingReplied ?? true,
    });
    return new MessageHandle(this.state, message);
  }

  editMessage(target: MessageRef, content: string): void {
    editUserMessage(this.state, this.own(target), content);
  }

  deleteMessage(target: MessageRef): void {
    deleteMessage(this.state, this.own(target));
  }

  /** Every message of a channel that this person sees, oldest first. */
  timeline(channelId: string = this.defaultChannel.id): Message[] {
    return [...this.state.messages.values()].filter(
      (item) => item.channelId === channelId && this.state.liveMessage(item.id) && this.maySee(item),
    );
  }

  private interact(request: Omit<Parameters<typeof startInteraction>[1], 'user'>): InteractionHandle {
    const interaction: Interaction = startInteraction(this.state, { ...request, user: this.user });
    return new InteractionHandle(this.state, interaction);
  }

  private useComponent(
    message: Message,
    component: JsonObject,
    extra: JsonObject,
    place: Place,
  ): InteractionHandle {
    const customId = String(component['custom_id']);
    return this.interact({
      type: 3,
      name: customId,
      channel: this.state.channel(message.channelId),
      place,
      data: { custom_id: customId, component_type: component['type'], id: component['id'], ...extra },
      sourceMessageId: message.id,
      message: messageJson(this.state, message, { full: true }),
    });
  }

  private channelOf(place: Place): Channel {
    if (place.dm) return this.state.dmWith(this.user.id);
    const channel = place.channel === undefined ? this.defaultChannel : this.state.channel(place.channel);
    if (channel.deleted) throw new Error('That channel was deleted');
    return channel;
  }

  private maySee(message: Message): boolean {
    return message.ephemeralFor === undefined || message.ephemeralFor === this.user.id;
  }

  private see(target: MessageRef): Message {
    const id = typeof target === 'string' ? target : target.id;
    const message = this.state.liveMessage(id);
    if (!message || !this.maySee(message)) throw new Error(`${this.user.username} sees no message ${id}`);
    if ((message.flags & messageFlags.loading) !== 0) throw new Error('The bot is still thinking there');
    return message;
  }

  private own(target: MessageRef): Message {
    const message = this.see(target);
    if (message.authorId !== this.user.id) throw new Error(`That message is not ${this.user.username}'s`);
    return message;
  }

  /** A command this person can use here: registered, in the right context, by the right installation. */
  private findCommand(name: string, type: number, channel: Channel, place: Place): RegisteredCommand {
    const registered = this.state.commandsIn(channel.guildId);
    const command = registered.find((item) => item.name === name && item.type === type);
    const known = registered.map((item) => item.name).join(', ');
    if (!command) throw new Error(`No command ${name} is registered here; there are ${known || 'none'}`);
    const byServer = this.state.botIsIn(channel);
    const context = channel.guildId !== undefined ? 0 : byServer ? 1 : 2;
    const contexts = command['contexts'];
    if (Array.isArray(contexts) && !contexts.includes(context))
      throw new Error(`${name} cannot be used in context ${context}`);
    const installed = command['integration_types'];
    const byUser = place.userInstall ?? !byServer;
    const fits =
      !Array.isArray(installed) || (byServer && installed.includes(0)) || (byUser && installed.includes(1));
    if (!fits) throw new Error(`${name} is not installed for this place`);
    const needed = command['default_member_permissions'];
    if (
      typeof needed === 'string' &&
      place.permissions !== undefined &&
      !allows(place.permissions, BigInt(needed))
    ) {
      throw new Error(`${name} needs permissions that ${this.user.username} does not have`);
    }
    return command;
  }
}

function allows(has: bigint, needed: bigint): boolean {
  return needed !== 0n && (has & needed) === needed;
}

/** The options at the end of a path of subcommands, and how to wrap the filled ones for the payload. */
function subcommand(
  command: RegisteredCommand,
  path: readonly string[],
): { definitions: readonly JsonObject[]; wrap: (options: JsonObject[]) => JsonObject[] } {
  let definitions = optionsOf(command);
  const steps: JsonObject[] = [];
  for (const name of path) {
    const step = definitions.find((item) => item['name'] === name && Number(item['type']) <= 2);
    if (!step) throw new Error(`The command ${command.name} has no subcommand ${name}`);
    steps.unshift({ name, type: step['type'] });
    definitions = optionsOf(step);
  }
  if (definitions.some((item) => Number(item['type']) <= 2))
    throw new Error(`${command.name} needs a subcommand`);
  return {
    definitions,
    wrap: (options) => steps.reduce((inner, step) => [{ ...step, options: inner }], options),
  };
}

function optionsOf(node: JsonObject): JsonObject[] {
  return Array.isArray(node['options']) ? (node['options'] as JsonObject[]) : [];
}
