import { z } from 'zod';
import type { DeliveryTarget, Json } from '../../core/ports/delivery-channel.ts';

export const platform = 'telegram';

/** Where an outcome goes on Telegram: all that a process which receives nothing needs to bring it there. */
export interface TelegramAddress {
  readonly chatId: number;
  readonly isPrivate: boolean;
  /** Topic of a forum; absent in General and where there are no topics. */
  readonly threadId?: number;
  /** The message that asked; new messages answer it. */
  readonly replyToId?: number;
  /** The message that says how things stand and becomes the outcome; absent when it is not known to exist. */
  readonly statusMessageId?: number;
}

/** A place in a chat. Without `messageId` the message is still to be sent. */
export interface Place {
  readonly chatId: number;
  readonly messageId?: number;
}

/** Where a delivery stands, written before and after each message that cannot be sent twice. */
export interface TelegramCheckpoint {
  /** Where the status message is, when that is not where the address says. */
  readonly place?: Place;
  /** A new status message was about to be sent. */
  readonly placing?: boolean;
  /** How many status messages were sent whose answer was lost. */
  readonly lostPlaces?: number;
  /** The picture that the status message becomes, where others may follow it. */
  readonly inStatus?: string;
  /** The pictures were about to be posted in messages of their own. */
  readonly posting?: boolean;
  /** They were. */
  readonly posted?: {
    readonly chatId: number;
    readonly messageIds: readonly number[];
    /** What each of these messages shows. */
    readonly pictureIds?: readonly string[] | undefined;
    /** As in a receipt. */
    readonly files?: readonly string[] | undefined;
  };
}

export function telegramTarget(address: TelegramAddress): DeliveryTarget {
  return { platform, address: { ...address }, chat: String(address.chatId) };
}

/** @throws ZodError for an address that this program did not write */
export function readAddress(target: DeliveryTarget): TelegramAddress {
  const { threadId, replyToId, statusMessageId, ...rest } = addressSchema.parse(target.address);
  return {
    ...rest,
    ...(threadId === undefined ? {} : { threadId }),
    ...(replyToId === undefined ? {} : { replyToId }),
    ...(statusMessageId === undefined ? {} : { statusMessageId }),
  };
}

/** Nothing known for none, or for one that this program cannot read. */
export function readCheckpoint(json: Json | undefined): TelegramCheckpoint {
  const { place, placing, lostPlaces, inStatus, posting, posted } =
    checkpointSchema.safeParse(json).data ?? {};
  return {
    ...(place === undefined ? {} : { place: readPlace(place) }),
    ...(placing === undefined ? {} : { placing }),
    ...(lostPlaces === undefined ? {} : { lostPlaces }),
    ...(inStatus === undefined ? {} : { inStatus }),
    ...(posting === undefined ? {} : { posting }),
    ...(posted === undefined ? {} : { posted }),
  };
}

/** As plain JSON, members that are not set left out. */
export function checkpointJson(checkpoint: TelegramCheckpoint): Json {
  return JSON.parse(JSON.stringify(checkpoint)) as Json;
}

/** Where the status message of a target is, after whatever an earlier delivery did. */
export function placeOf(address: TelegramAddress, checkpoint: TelegramCheckpoint): Place {
  if (checkpoint.place) return checkpoint.place;
  const { chatId, statusMessageId } = address;
  return { chatId, ...(statusMessageId === undefined ? {} : { messageId: statusMessageId }) };
}

/** The key under which core finds the picture that a message shows. */
export function messageKey(chatId: number, messageId: number): string {
  return `${platform}:${chatId}:${messageId}`;
}

export function userKey(userId: number): string {
  return `${platform}:${userId}`;
}

export function chatKey(chatId: number): string {
  return `${platform}:${chatId}`;
}

function readPlace({ chatId, messageId }: z.output<typeof placeSchema>): Place {
  return { chatId, ...(messageId === undefined ? {} : { messageId }) };
}

const placeSchema = z.object({ chatId: z.number(), messageId: z.number().optional() });

const addressSchema = z.object({
  chatId: z.number(),
  isPrivate: z.boolean(),
  threadId: z.number().optional(),
  replyToId: z.number().optional(),
  statusMessageId: z.number().optional(),
});

const checkpointSchema = z.object({
  place: placeSchema.optional(),
  placing: z.boolean().optional(),
  lostPlaces: z.number().optional(),
  inStatus: z.string().optional(),
  posting: z.boolean().optional(),
  posted: z
    .object({
      chatId: z.number(),
      messageIds: z.array(z.number()),
      pictureIds: z.array(z.string()).optional(),
      files: z.array(z.string()).optional(),
    })
    .optional(),
});
