import { describe, expect, it } from 'vitest';
import { discordCommands } from '../../../src/bots/discord/discord-commands.ts';
import { isSame } from '../../../src/bots/discord/register-commands.ts';
import { validateCommands } from '../../support/discord/validate-commands.ts';

const input = { providers: ['gccai', 'sandbox'], scope: 'global', avatars: true } as const;

describe('discordCommands', () => {
  it.each(['global', 'guild'] as const)('makes commands that Discord takes (%s)', (scope) => {
    const commands = discordCommands({ ...input, scope });

    expect(validateCommands(structuredClone(commands), scope).map(({ name }) => name)).toEqual([
      'imagine',
      'edit',
      'quota',
      'history',
      'last',
      'show',
      'cancel',
      'privacy',
      'blend',
      'settings',
      'preset',
      'admin',
      'moderation',
      'Edit image',
      'Add this too',
      'As sticker',
    ]);
  });

  it('offers help with prompts only where there is any', () => {
    const commands = discordCommands({ ...input, hasHelper: true });
    const names = validateCommands(structuredClone(commands), 'global').map(({ name }) => name);

    expect(names.slice(-3)).toEqual(['describe', 'prompt', 'Describe']);
    expect(isSame(discordCommands(input), commands)).toBe(false);
  });

  it('offers the options in the documented order', () => {
    const [imagine, edit] = discordCommands(input) as { options: { name: string }[] }[];

    expect(imagine?.options.map(({ name }) => name)).toEqual([
      ...['prompt', 'image', 'image2', 'image3', 'image4', 'person'],
      ...['ratio', 'resolution', 'quality', 'count', 'provider', 'private', 'spoiler', 'preset'],
    ]);
    expect(edit?.options.slice(0, 3).map(({ name }) => name)).toEqual(['image', 'prompt', 'mask']);
  });
});

describe('isSame', () => {
  const wanted = discordCommands(input);
  /** What Discord makes of it. */
  const registered = (commands: readonly object[]) =>
    commands.map((command) => ({ nsfw: false, default_member_permissions: null, id: '1', ...command }));

  it('recognises commands that Discord filled in', () => {
    expect(isSame(wanted, registered(wanted))).toBe(true);
  });

  it.each([
    { what: 'another gateway', other: discordCommands({ ...input, providers: ['gccai', 'aizfw'] }) },
    { what: 'one gateway less', other: discordCommands({ ...input, providers: ['gccai'] }) },
    { what: 'no gateway option', other: discordCommands({ ...input, providers: [] }) },
    { what: 'one command less', other: wanted.slice(1) },
    { what: 'no avatars', other: discordCommands({ ...input, avatars: false }) },
    { what: 'another place', other: discordCommands({ ...input, scope: 'guild' }) },
    {
      what: 'another translation',
      other: wanted.map((command) => ({ ...command, name_localizations: { 'zh-CN': '别的' } })),
    },
    {
      what: 'one translation too many',
      other: wanted.map((command) => ({
        ...command,
        name_localizations: {
          ...('name_localizations' in command ? (command.name_localizations as object) : {}),
          'sv-SE': 'x',
        },
      })),
    },
    {
      what: 'an option that was required',
      other: wanted.map((command) => ({
        ...command,
        ...('options' in command
          ? { options: (command.options as object[]).map((option) => ({ ...option, required: true })) }
          : {}),
      })),
    },
    {
      what: 'options that are gone now',
      other: wanted.map((command) =>
        'options' in command ? command : { ...command, options: [{ name: 'x' }] },
      ),
    },
  ])('notices $what', ({ other }) => {
    expect(isSame(wanted, registered(other))).toBe(false);
  });
});
