import type { Format, Quality, Ratio, Resolution } from '../generation/image-request.ts';

/** Words of a request that may be settled in advance, by a person or for a place. */
export interface DefaultWords {
  /** For requests without a picture; an edit keeps the shape of what it changes. */
  readonly ratio?: Ratio;
  readonly resolution?: Resolution;
  readonly quality?: Quality;
  readonly format?: Format;
  readonly private?: boolean;
}

/** What a person settled for all their requests. Absent: whatever their platform and the place say. */
export interface PersonalSettings extends DefaultWords {
  /** BCP 47 tag of the language to be answered in; the platform's where absent. */
  readonly language?: string;
  /** False: nobody may use this person's avatar as a reference. */
  readonly avatar?: boolean;
}

export type SettingName = keyof PersonalSettings;
export const wordNames = ['ratio', 'resolution', 'quality', 'format', 'private'] as const;

/** Changes to settings; `null` takes one back. */
export type SettingChanges<Shape> = { readonly [Name in keyof Shape]?: Shape[Name] | null };

/** Both layers that stand behind a request's own words. */
export interface SettingsHere {
  readonly personal: PersonalSettings;
  readonly place: DefaultWords;
}

/**
 * What people and places settled in advance. `placeId` is a channel, with its platform as a prefix: the entrance that
 * changes a place's settings checks that its user may.
 */
export interface Settings {
  personal(userId: string): Promise<PersonalSettings>;
  /** Both layers in one read. */
  here(who: { readonly userId: string; readonly placeId?: string | undefined }): Promise<SettingsHere>;
  /** Resolves to all that is settled then. @throws AppError `invalid-input` for a value that is none */
  changePersonal(userId: string, changes: SettingChanges<PersonalSettings>): Promise<PersonalSettings>;
  changePlace(placeId: string, changes: SettingChanges<DefaultWords>): Promise<DefaultWords>;
  /** Takes everything back that one person settled. */
  forget(userId: string): Promise<void>;
}
