import type { Attempt, Generation, Part } from './generation.ts';

// Finding and replacing parts and attempts in a record.

/** Finds an attempt by its id. */
export function findAttempt(
  generation: Generation,
  attemptId: string,
): { part: Part; attempt: Attempt; position: number } | undefined {
  for (const part of generation.parts) {
    const position = part.attempts.findIndex(({ id }) => id === attemptId);
    const attempt = part.attempts[position];
    if (attempt) return { part, attempt, position };
  }
  return undefined;
}

export function withPart(generation: Generation, part: Part): Generation {
  return {
    ...generation,
    parts: generation.parts.map((other) => (other.index === part.index ? part : other)),
  };
}

export function withAttempt(generation: Generation, part: Part, attempt: Attempt): Generation {
  const attempts = part.attempts.map((other) => (other.id === attempt.id ? attempt : other));
  return withPart(generation, { ...part, attempts });
}

const pictureSeparator = '-';

/** The name of a picture: that of its generation, which finds it again, and its number where it is not the first. */
export function pictureIdOf(generationId: string, position: number): string {
  return position === 0 ? generationId : `${generationId}${pictureSeparator}${position + 1}`;
}

/** The generation that a picture's name points to, if it is one. */
export function generationOfPicture(pictureId: string): string {
  return pictureId.split(pictureSeparator, 1)[0] ?? pictureId;
}
