import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import type { PersonalSettings, SettingChanges } from '../../../core/ports/settings.ts';
import { createTranslator } from '../../shared/messages.ts';
import { notSet, settingChange } from '../../shared/settings-view.ts';
import { localeOf } from './generation-routes.ts';
import { RefusedRequest } from './http-problem.ts';
import { isKnownHere, type SettingsView, viewSettings } from './settings-view.ts';

const changesSchema = z.record(
  z.string().max(40),
  z.union([z.string().max(40), z.boolean(), z.null()]).transform((value) => String(value ?? notSet)),
);

/** What fills in the caller's requests, and the language of all answers to them. */
export function addSettingsRoutes(app: FastifyInstance, { core }: { readonly core: Core }): void {
  /** `{ rows: [{ name, label, current, choices: [{ value, label, isChosen }] }], settled }`. */
  app.get('/api/settings', async (request): Promise<SettingsView> => {
    const settled = await core.settings.personal(request.userId);
    return viewSettings(settled, createTranslator(localeOf(request)));
  });

  /** Body `{ ratio: "16:9", language: null }`: only what is to change; null takes it back. Answers as GET does. */
  app.patch('/api/settings', async (request): Promise<SettingsView> => {
    const settled = await core.settings.changePersonal(request.userId, changesOf(request));
    request.language = settled.language;
    return viewSettings(settled, createTranslator(localeOf(request)));
  });
}

/** @throws RefusedRequest that names the first setting that cannot be */
function changesOf({ body }: FastifyRequest): SettingChanges<PersonalSettings> {
  const parsed = changesSchema.safeParse(body);
  const entries = parsed.success ? Object.entries(parsed.data) : [];
  const changes = entries.map(([name, value]) => ({
    name,
    value,
    change: isKnownHere(name) ? settingChange('me', name, value) : undefined,
  }));
  const wrong = changes.find(({ change }) => change === undefined);
  if (wrong || changes.length === 0) {
    const { name, value } = wrong ?? { name: 'settings', value: '' };
    const issue = { field: name, problem: 'not-allowed', given: value } as const;
    throw new RefusedRequest({ code: 'invalid-input', issues: [issue] });
  }
  return Object.assign({}, ...changes.map(({ change }) => change)) as SettingChanges<PersonalSettings>;
}
