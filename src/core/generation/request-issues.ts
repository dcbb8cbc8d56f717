import type { z } from 'zod';
import type { RequestIssue } from '../core.ts';
import {
  backgrounds,
  formats,
  maxCount,
  maxPromptLength,
  qualities,
  ratios,
  resolutions,
} from './image-request.ts';

/** What each word may be, as people read it. */
const allowedWords: Readonly<Record<string, string>> = {
  prompt: `1–${maxPromptLength}`,
  ratio: ratios.join(' '),
  resolution: resolutions.join(' '),
  size: '256–3840, 1:3–3:1 (1536x1024)',
  quality: qualities.join(' '),
  count: `1–${maxCount}`,
  format: formats.join(' '),
  compression: '0–100',
  background: backgrounds.join(' '),
};

/** Turns a failed check of a request into issues that every entrance can put into a sentence. */
export function requestIssues(
  error: z.ZodError,
  given: Readonly<Record<string, unknown>>,
): readonly RequestIssue[] {
  return error.issues.map((issue): RequestIssue => {
    const field = String(issue.path[0] ?? 'prompt');
    const value = given[field];
    const allowed = allowedWords[field];
    return {
      field,
      problem: problemOf(issue, field),
      ...(allowed === undefined ? {} : { allowed }),
      // A prompt is never repeated back.
      ...(field === 'prompt' || value === undefined ? {} : { given: String(value).slice(0, 60) }),
    };
  });
}

function problemOf(issue: z.core.$ZodIssue, field: string): RequestIssue['problem'] {
  // Its length is the only check of a prompt that is not about its being there.
  if (field === 'prompt') return issue.code === 'custom' ? 'too-long' : 'required';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'out-of-range';
  return 'not-allowed';
}
