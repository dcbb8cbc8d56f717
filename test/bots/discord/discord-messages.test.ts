import { describe, expect, it } from 'vitest';
import { discordMessages, discordTranslator } from '../../../src/bots/discord/discord-messages.ts';
import { catalogChecks } from '../shared/catalog-checks.ts';

catalogChecks('Discord', discordMessages, ['src/bots/discord']);

describe('discordTranslator', () => {
  it('names commands in a sentence as its reader sees them', () => {
    expect(discordTranslator('zh-CN').common.say('answer.gone')).toContain('/画图');
    expect(discordTranslator('sv-SE').common.say('answer.gone')).toContain('/imagine');
  });
});
