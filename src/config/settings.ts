import type { z } from 'zod';
import { chatSettings } from './chat-settings.ts';
import { clusterSettings } from './cluster-settings.ts';
import { generalSettings } from './general-settings.ts';
import { ownKeySettings } from './own-key-settings.ts';
import { moderationSettings } from './moderation-settings.ts';
import { type ProviderValues, settingsOfProvider } from './provider-settings.ts';
import { type KeyedProviderId, keyedProviderIds, type Setting } from './setting.ts';

/** Every variable that Limner reads, by name, in the order in which people read them. */
export const settings: Readonly<Record<string, Setting>> = {
  ...generalSettings,
  ...clusterSettings,
  ...moderationSettings,
  ...chatSettings,
  ...ownKeySettings,
  ...Object.fromEntries(keyedProviderIds.flatMap((id) => Object.entries(settingsOfProvider(id)))),
};

type GeneralSettings = typeof generalSettings &
  typeof clusterSettings &
  typeof moderationSettings &
  typeof chatSettings &
  typeof ownKeySettings;

type GeneralValues = {
  [Name in keyof GeneralSettings]: GeneralSettings[Name] extends { default: string }
    ? z.output<GeneralSettings[Name]['schema']>
    : z.output<GeneralSettings[Name]['schema']> | undefined;
};

type ProviderVariables = {
  [
    Name in `${Uppercase<KeyedProviderId>}_${keyof ProviderValues}`
  ]: Name extends `${Uppercase<KeyedProviderId>}_${infer Suffix extends keyof ProviderValues}`
    ? Suffix extends 'BASE_URL' | 'CONCURRENCY' | 'DEADLINE_MS'
      ? ProviderValues[Suffix]
      : ProviderValues[Suffix] | undefined
    : never;
};

/** What the variables hold once each was read by its schema. */
export type SettingValues = GeneralValues & ProviderVariables;
