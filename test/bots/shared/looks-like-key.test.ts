import { expect, it } from 'vitest';
import { looksLikeKey } from '../../../src/bots/shared/looks-like-key.ts';

it.each([
  'sk-own-key-of-somebody-0042',
  '  sk-proj-Ab3dEf6hIj9kLm2nOp5q  ',
  'T3kQ9vXz7Lm2Rb8Wc4Yd6Nf1Hg5Js0Pa',
  '550e8400-e29b-41d4-a716-446655440000',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
])('%s looks like a key', (text) => expect(looksLikeKey(text)).toBe(true));

it.each([
  'a hill',
  'sk-short-1',
  `draw sk-own-key-of-somebody-0042`,
  'Donaudampfschifffahrtsgesellschaft',
  'cyberpunk-city-2049-4k-8k-16x9-hdr',
  'masterpiece_1girl_solo_4k_8k_16k_hdr',
  'https://example.com/T3kQ9vXz7Lm2Rb8Wc4Yd6Nf1Hg5Js0Pa',
  'IMG_20240101_123456789012.jpg',
  '00000000001111111111222222',
  '一只猫在月球上看着蓝色的地球和远处的星星还有飞船',
])('%s may well be a prompt', (text) => expect(looksLikeKey(text)).toBe(false));
