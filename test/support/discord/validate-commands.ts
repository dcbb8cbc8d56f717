import { FormErrors, isObject, type Path } from './form-errors.ts';
import type { JsonObject } from './model.ts';

const optionTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
export const discordLocales: readonly string[] = (
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja ' +
  'zh-TW ko'
).split(' ');

/** Checks the body of a bulk overwrite: an array of commands. Throws one 50035 with everything that is wrong. */
export function validateCommands(body: unknown, scope: 'global' | 'guild'): JsonObject[] {
  const form = new FormErrors();
  if (!Array.isArray(body)) {
    form.add([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
    form.throwIfAny();
    return [];
  }
  const seen = new Set<string>();
  const counts = new Map<number, number>();
  body.forEach((command: unknown, index) => {
    if (!form.object([index], command)) return;
    validateCommand(form, [index], command, scope);
    const type = Number(command['type'] ?? 1);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    const key = `${type}:${String(command['name'])}`;
    if (seen.has(key)) {
      form.add(
        [index, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    }
    seen.add(key);
  });
  for (const [type, max] of [
    [1, 100],
    [2, 15],
    [3, 15],
  ] as const) {
    if ((counts.get(type) ?? 0) > max) {
      form.add([], 'APPLICATION_COMMANDS_MAXIMUM', `At most ${max} commands of type ${type}`);
    }
  }
  form.throwIfAny();
  return body as JsonObject[];
}

function validateCommand(form: FormErrors, path: Path, command: JsonObject, scope: 'global' | 'guild'): void {
  const type = command['type'] ?? 1;
  if (type !== 1 && type !== 2 && type !== 3) {
    form.choices([...path, 'type'], [1, 2, 3]);
    return;
  }
  validateName(form, [...path, 'name'], command['name'], type === 1);
  localizations(form, [...path, 'name_localizations'], command['name_localizations'], (at, value) =>
    validateName(form, at, value, type === 1),
  );
  if (type === 1) {
    form.text([...path, 'description'], command['description'], 1, 100);
    localizations(
      form,
      [...path, 'description_localizations'],
      command['description_localizations'],
      (at, value) => form.text(at, value, 1, 100),
    );
    validateOptions(form, [...path, 'options'], command['options']);
    if (commandSize(command) > 8000) {
      form.add(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
    }
  } else {
    if (command['description'])
      form.add([...path, 'description'], 'BASE_TYPE_MAX_LENGTH', 'Must be 0 or fewer in length.');
    if (command['options'])
      form.add([...path, 'options'], 'BASE_TYPE_MAX_LENGTH', 'Must be 0 or fewer in length.');
  }
  validateContexts(form, path, command, scope);
  const member = command['default_member_permissions'];
  if (member !== undefined && member !== null && !/^\d+$/.test(String(member))) {
    form.add(
      [...path, 'default_member_permissions'],
      'BITMASK_TYPE_CONVERT',
      'Must be a bit set as a string',
    );
  }
}

function validateContexts(
  form: FormErrors,
  path: Path,
  command: JsonObject,
  scope: 'global' | 'guild',
): void {
  for (const [field, allowed] of [
    ['contexts', [0, 1, 2]],
    ['integration_types', [0, 1]],
  ] as const) {
    const value = command[field];
    if (value === undefined || value === null) continue;
    const at = [...path, field];
    if (scope === 'guild') {
      form.add(at, 'APPLICATION_COMMAND_GLOBAL_ONLY', 'Only globally-scoped commands can have this field');
    }
    const list = form.list(at, value, 1, 3);
    if (list.some((item) => !(allowed as readonly unknown[]).includes(item))) form.choices(at, allowed);
    if (new Set(list).size !== list.length)
      form.add(at, 'SET_TYPE_CONTAINS_DUPLICATES', 'Values must be unique');
  }
  const contexts = command['contexts'];
  const integrations = command['integration_types'] ?? [0];
  const inPrivate = Array.isArray(contexts) && contexts.includes(2);
  if (inPrivate && Array.isArray(integrations) && !integrations.includes(1)) {
    form.add(
      [...path, 'contexts'],
      'APPLICATION_COMMAND_CONTEXT_NEEDS_USER_INSTALL',
      'PRIVATE_CHANNEL needs the USER_INSTALL integration type',
    );
  }
}

function validateName(form: FormErrors, path: Path, name: unknown, chatInput: boolean): void {
  if (!form.text(path, name, 1, 32)) return;
  if (chatInput && (!namePattern.test(name) || name !== name.toLowerCase())) {
    form.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function localizations(
  form: FormErrors,
  path: Path,
  value: unknown,
  check: (path: Path, text: unknown) => void,
): void {
  if (value === undefined || value === null) return;
  if (!form.object(path, value)) return;
  for (const [locale, text] of Object.entries(value)) {
    if (!discordLocales.includes(locale)) form.choices([...path, locale], discordLocales);
    if (text !== null) check([...path, locale], text);
  }
}

function validateOptions(form: FormErrors, path: Path, value: unknown): void {
  const names = new Map<string, Set<string>>();
  let optionalSeen = false;
  form.list(path, value, 0, 25).forEach((option, index) => {
    const at = [...path, index];
    if (!form.object(at, option)) return;
    const type = option['type'];
    if (typeof type !== 'number' || !optionTypes.includes(type)) {
      form.choices([...at, 'type'], optionTypes);
      return;
    }
    validateName(form, [...at, 'name'], option['name'], true);
    form.text([...at, 'description'], option['description'], 1, 100);
    localizations(form, [...at, 'name_localizations'], option['name_localizations'], (p, text) =>
      validateName(form, p, text, true),
    );
    localizations(
      form,
      [...at, 'description_localizations'],
      option['description_localizations'],
      (p, text) => form.text(p, text, 1, 100),
    );
    uniqueNames(form, at, option, names);
    if (type > 2) {
      if (option['required'] === true && optionalSeen) {
        form.add(
          at,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        );
      }
      optionalSeen ||= option['required'] !== true;
      validateValueOption(form, at, option, type);
    } else {
      validateOptions(form, [...at, 'options'], option['options']);
    }
  });
}

/** Option names are distinct by default and within each locale, where an untranslated one counts by its default. */
function uniqueNames(
  form: FormErrors,
  path: Path,
  option: JsonObject,
  names: Map<string, Set<string>>,
): void {
  const translated = isObject(option['name_localizations']) ? option['name_localizations'] : {};
  for (const locale of ['', ...discordLocales]) {
    const name = String(translated[locale] ?? option['name']);
    const used = names.get(locale) ?? new Set<string>();
    if (used.has(name)) {
      const at = locale === '' ? [...path, 'name'] : [...path, 'name_localizations', locale];
      form.add(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    }
    names.set(locale, used.add(name));
  }
}

function validateValueOption(form: FormErrors, path: Path, option: JsonObject, type: number): void {
  const choices = form.list([...path, 'choices'], option['choices'], 0, 25);
  if (choices.length > 0 && ![3, 4, 10].includes(type)) {
    form.add(
      [...path, 'choices'],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
      'This option type takes no choices',
    );
  }
  if (choices.length > 0 && option['autocomplete'] === true) {
    form.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'Choices and autocomplete exclude each other',
    );
  }
  validateChoices(form, [...path, 'choices'], choices, type);
  form.integer([...path, 'min_length'], option['min_length'], 0, 6000);
  form.integer([...path, 'max_length'], option['max_length'], 1, 6000);
  for (const field of ['min_length', 'max_length']) {
    if (option[field] !== undefined && type !== 3)
      form.add([...path, field], 'OPTION_FIELD_INVALID', 'Only for string options');
  }
  for (const field of ['min_value', 'max_value']) {
    if (option[field] === undefined) continue;
    if (type !== 4 && type !== 10)
      form.add([...path, field], 'OPTION_FIELD_INVALID', 'Only for number options');
    else if (typeof option[field] !== 'number')
      form.add([...path, field], 'NUMBER_TYPE_COERCE', 'Value is not a number.');
  }
  const fileTypes = form.list([...path, 'file_types'], option['file_types'], 0, 10);
  if (fileTypes.length > 0 && type !== 11) {
    form.add([...path, 'file_types'], 'OPTION_FIELD_INVALID', 'Only for attachment options');
  }
  if (fileTypes.some((item) => !/^(image|video|audio|\.\w+)$/.test(String(item)))) {
    form.choices([...path, 'file_types'], ['image', 'video', 'audio', '.ext']);
  }
}

/** Choices, also those of an autocomplete answer. */
export function validateChoices(
  form: FormErrors,
  path: Path,
  choices: readonly unknown[],
  type: number,
): void {
  const names = new Set<unknown>();
  choices.forEach((choice, index) => {
    const at = [...path, index];
    if (!form.object(at, choice)) return;
    form.text([...at, 'name'], choice['name'], 1, 100);
    localizations(form, [...at, 'name_localizations'], choice['name_localizations'], (p, text) =>
      form.text(p, text, 1, 100),
    );
    if (type === 3) form.text([...at, 'value'], choice['value'], 1, 100);
    else if (typeof choice['value'] !== 'number')
      form.add([...at, 'value'], 'NUMBER_TYPE_COERCE', 'Value is not a number.');
    if (names.has(choice['name'])) {
      form.add(
        [...at, 'name'],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Choice name already exists',
      );
    }
    names.add(choice['name']);
  });
}

/** Characters of name, description and values; of translations only the longest counts. */
function commandSize(node: JsonObject): number {
  const longest = (field: string): number => {
    const translated = isObject(node[`${field}_localizations`])
      ? Object.values(node[`${field}_localizations`] as JsonObject)
      : [];
    return Math.max(...[node[field] ?? '', ...translated].map((text) => String(text).length));
  };
  let size = longest('name') + (node['description'] === undefined ? 0 : longest('description'));
  if (typeof node['value'] === 'string') size += node['value'].length;
  for (const list of [node['options'], node['choices']]) {
    if (Array.isArray(list)) size += list.filter(isObject).reduce((sum, item) => sum + commandSize(item), 0);
  }
  return size;
}
