import type { PictureRef } from '../generation/generation.ts';

/** Something that admins should know without having asked. Plain JSON, no token and no key. Money in micro-dollars. */
export type AdminNotice =
  /** A limit on spending is used up by so many percent. */
  | {
      readonly kind: 'spend';
      readonly scope: string;
      /** Whose limit it is: a chat key, a role, `all`. */
      readonly id: string;
      /** UTC day ("2026-11-21") or month ("2026-11"). */
      readonly period: string;
      readonly percent: number;
      readonly usedMicroUsd: number;
      readonly limitMicroUsd: number;
    }
  | { readonly kind: 'gateway-bad'; readonly provider: string; readonly state: 'put-aside' | 'open' }
  | { readonly kind: 'gateway-recovered'; readonly provider: string; readonly badSince: number }
  /** Whether a gateway took a paid request could not be found out. */
  | {
      readonly kind: 'submission-unknown';
      readonly generationId: string;
      readonly provider: string;
      readonly userId: string;
      readonly lostMicroUsd: number;
    }
  /** Nothing that was accepted is left to do, after somebody asked for that. */
  | { readonly kind: 'drained' }
  /** A user reports a picture. */
  | {
      readonly kind: 'report';
      readonly generationId: string;
      /** Position of the picture among the generation's, from 0. */
      readonly index?: number;
      /** Whether it was posted somewhere, from where it can be taken away. */
      readonly isPosted?: boolean;
      /** Short id, where it is about one of several pictures. */
      readonly pictureId?: string;
      readonly reporterId: string;
      readonly reporterName?: string;
      /** Who asked for the picture. */
      readonly requesterId: string;
      readonly requesterName?: string;
      readonly prompt?: string;
      /** In the reporter's words. */
      readonly reason?: string;
    };

export interface NoticeOptions {
  /** The same key is told once, whoever tries and however often, for 40 days at least. */
  readonly once: string;
  /** The chat it concerns, whose own admins learn of it too where they asked to. */
  readonly chatId?: string;
}

export interface ToldNotice {
  readonly notice: AdminNotice;
  /** Unix milliseconds. */
  readonly at: number;
  readonly chatId?: string;
}

/** A notice for one person. */
export interface AddressedNotice extends ToldNotice {
  /** The same for everybody who is told, and whenever it is tried again. */
  readonly id: string;
  readonly userId: string;
  /** One of those who run the bot: they may decide about what they are told. */
  readonly mayDecide?: boolean;
  /** Undefined while they never used an admin command. */
  readonly locale: string | undefined;
}

/** Tells those who run the bot, privately and durably, what they should know. */
export interface AdminNotices {
  /** Resolves, once it is certain to be told, to false where this was told before. */
  notify(notice: AdminNotice, options: NoticeOptions): Promise<boolean>;
  /** What was told lately without the reports that were set aside, newest first; of one chat where it is named. */
  recent(options: { readonly limit: number; readonly chatId?: string }): Promise<readonly ToldNotice[]>;
  /** Nothing is to be done about the reports of a picture that were made so far. */
  setAside(picture: PictureRef): Promise<void>;
  /** An admin of a chat asks to be told what concerns it; lapses after 90 days unless asked for again. */
  follow(userId: string, chatId: string): Promise<void>;
  unfollow(userId: string, chatId: string): Promise<void>;
  isFollowing(userId: string, chatId: string): Promise<boolean>;
  /** The language (BCP 47) in which this person is told; the one they used last. */
  rememberLocale(userId: string, locale: string): Promise<void>;
}
