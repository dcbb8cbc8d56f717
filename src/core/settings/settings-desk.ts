import { z } from 'zod';
import { AppError } from '../errors.ts';
import { formats, qualities, ratios, resolutions } from '../generation/image-request.ts';
// prettier-ignore
import type {
  DefaultWords, PersonalSettings, SettingChanges, Settings, SettingsHere,
} from '../ports/settings.ts';

/** Keeps settings as fields of text, one set for each owner. */
export interface SettingsStore {
  read(owners: readonly string[]): Promise<readonly Readonly<Record<string, string>>[]>;
  /** Sets the first, forgets the second. */
  write(owner: string, set: Readonly<Record<string, string>>, drop: readonly string[]): Promise<void>;
  forget(owner: string): Promise<void>;
}

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const words = {
  ratio: z.enum(ratios),
  resolution: z.enum(resolutions),
  quality: z.enum(qualities),
  format: z.enum(formats),
  private: flag,
};
const schemas: Readonly<Record<string, z.ZodType>> = {
  ...words,
  language: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  avatar: flag,
};
const wordNames: ReadonlySet<string> = new Set(Object.keys(words));

/** Reads and changes settings; what an older or newer version wrote and this one does not know is left alone. */
export class SettingsDesk implements Settings {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  async personal(userId: string): Promise<PersonalSettings> {
    const [fields = {}] = await this.#store.read([userOwner(userId)]);
    return readFields(fields);
  }

  async here({ userId, placeId }: Parameters<Settings['here']>[0]): Promise<SettingsHere> {
    const owners = [userOwner(userId), ...(placeId === undefined ? [] : [placeOwner(placeId)])];
    const [own = {}, shared = {}] = await this.#store.read(owners);
    return { personal: readFields(own), place: readFields(shared, wordNames) };
  }

  async changePersonal(userId: string, changes: SettingChanges<PersonalSettings>): Promise<PersonalSettings> {
    await this.#change(userOwner(userId), changes);
    return this.personal(userId);
  }

  async changePlace(placeId: string, changes: SettingChanges<DefaultWords>): Promise<DefaultWords> {
    await this.#change(placeOwner(placeId), changes, wordNames);
    const [fields = {}] = await this.#store.read([placeOwner(placeId)]);
    return readFields(fields, wordNames);
  }

  forget(userId: string): Promise<void> {
    return this.#store.forget(userOwner(userId));
  }

  async #change(owner: string, changes: object, allowed?: ReadonlySet<string>): Promise<void> {
    const set: Record<string, string> = {};
    const drop: string[] = [];
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) continue;
      const schema = allowed && !allowed.has(name) ? undefined : schemas[name];
      if (value === null) {
        drop.push(name);
        continue;
      }
      const parsed = schema?.safeParse(value);
      if (!parsed?.success) throw new AppError('No such setting', { code: 'invalid-input' });
      set[name] = String(parsed.data);
    }
    await this.#store.write(owner, set, drop);
  }
}

function readFields(
  fields: Readonly<Record<string, string>>,
  allowed?: ReadonlySet<string>,
): PersonalSettings {
  const known = Object.entries(fields).flatMap(([name, text]) => {
    const parsed = allowed && !allowed.has(name) ? undefined : schemas[name]?.safeParse(text);
    return parsed?.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(known) as PersonalSettings;
}

function userOwner(userId: string): string {
  return `u:${userId}`;
}

function placeOwner(placeId: string): string {
  return `p:${placeId}`;
}
