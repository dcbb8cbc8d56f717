import { z } from 'zod';
import type { DeliveryTarget, Json } from '../../core/ports/delivery-channel.ts';

export const platform = 'discord';

/** Where an outcome goes on Discord: everything a process without a gateway needs to bring it there. */
export interface DiscordAddress {
  readonly applicationId: string;
  readonly userId: string;
  readonly channelId: string;
  /** The interaction whose answer is the status message; absent when the bot posted that message by itself. */
  readonly interaction?: { readonly token: string; readonly expiresAt: number };
  /** The message that says how things stand and becomes the result; absent while it is not known. */
  readonly statusMessageId?: string;
  /** Only the user may see the outcome: an ephemeral answer, later a direct message, never a channel. */
  readonly private: boolean;
  /** The bot's own token works in this channel: it is a member here, or it is a direct message with it. */
  readonly botInChannel: boolean;
  /** Bytes per file that the answer may have. */
  readonly sizeLimit: number;
}

/** Lifetime of an interaction's token. */
export const tokenLifeMs = 15 * 60_000;
/** What a message may carry per file where nothing else is known. */
export const defaultSizeLimit = 10 * 1024 * 1024;

export function discordTarget(address: DiscordAddress): DeliveryTarget {
  // Answers to interactions are counted by their own token, the bot's messages by their channel.
  const chat = address.interaction ? {} : { chat: address.channelId };
  return { platform, address: { ...address }, ...chat };
}

/** @throws ZodError for an address that this program did not write */
export function readAddress(target: DeliveryTarget): DiscordAddress {
  const { interaction, statusMessageId, ...rest } = addressSchema.parse(target.address);
  return {
    ...rest,
    ...(interaction === undefined ? {} : { interaction }),
    ...(statusMessageId === undefined ? {} : { statusMessageId }),
  };
}

/** The key under which core finds the picture that a message shows. */
export function messageKey(channelId: string, messageId: string): string {
  return `${platform}:${channelId}:${messageId}`;
}

/** Where a delivery stands, written before and after each message that is sent. */
export type DiscordCheckpoint =
  /** The answer to the interaction was about to be edited into the result. */
  | { readonly stage: 'answering' }
  /** A new message was about to be posted, recognisable by its nonce and by the generation's id in it. */
  | {
      readonly stage: 'posting';
      readonly channelId: string;
      readonly nonce: string;
      readonly at: number;
      readonly direct: boolean;
    }
  /** The new message exists; from here it is only edited. */
  | {
      readonly stage: 'posted';
      readonly channelId: string;
      readonly messageId: string;
      readonly direct: boolean;
    };

/** Undefined for none, or for one that this program cannot read. */
export function readCheckpoint(json: Json | undefined): DiscordCheckpoint | undefined {
  return checkpointSchema.safeParse(json).data;
}

const addressSchema = z.object({
  applicationId: z.string(),
  userId: z.string(),
  channelId: z.string(),
  interaction: z.object({ token: z.string(), expiresAt: z.number() }).optional(),
  statusMessageId: z.string().optional(),
  private: z.boolean(),
  botInChannel: z.boolean(),
  sizeLimit: z.number(),
});

const checkpointSchema = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('answering') }),
  z.object({
    stage: z.literal('posting'),
    channelId: z.string(),
    nonce: z.string(),
    at: z.number(),
    direct: z.boolean(),
  }),
  z.object({ stage: z.literal('posted'), channelId: z.string(), messageId: z.string(), direct: z.boolean() }),
]);
