import { ApplicationCommandOptionType, ApplicationCommandType } from '@discordjs/core/http-only';
import { promptChanges } from '../../core/ports/prompt-helper.ts';
import { described, named, option } from './command-pieces.ts';
import { discordMessages } from './discord-messages.ts';

/** The message command's name as Discord sends it back. */
export const describeCommand = discordMessages.translator('en').say('command.describe-picture');

/** `/describe`, `/prompt` and the message command "Describe". `place` goes into each. */
export function helperCommands(place: object): readonly object[] {
  const { Attachment, Subcommand, String: text } = ApplicationCommandOptionType;
  const slash = { type: ApplicationCommandType.ChatInput, ...place };
  const picture = option(Attachment, 'option.image', 'option.image.describe-description');
  const prompt = option(text, 'option.prompt', 'option.prompt.help-description');
  return [
    {
      ...slash,
      ...named('command.describe'),
      ...described('command.describe.description'),
      options: [{ ...picture, required: true }],
    },
    {
      ...slash,
      ...named('command.prompt'),
      ...described('command.prompt.description'),
      options: promptChanges.map((change) => ({
        ...option(Subcommand, `command.prompt-${change}`, `command.prompt-${change}.description`),
        options: [{ ...prompt, required: true, max_length: maxLength }],
      })),
    },
    { type: ApplicationCommandType.Message, ...named('command.describe-picture'), ...place },
  ];
}

/** What a text option takes. */
const maxLength = 6_000;
