import { z } from 'zod';

/** A number that may come as text; anything else, absence included, is undefined. */
export function looseNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A text that may come as a number; anything else, absence included, is undefined. */
export function looseText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A list; anything else is an empty one. */
export const looseList = z.array(z.unknown()).catch([]);

/** An object's fields; anything else is undefined. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

/** The first of the candidates that is a text with something in it. */
export function firstText(...candidates: readonly unknown[]): string | undefined {
  for (const value of candidates) if (typeof value === 'string' && value.trim() !== '') return value;
  return undefined;
}

/** Dollars as a gateway writes them → whole micro-dollars; undefined for anything that is no amount. */
export function microUsd(dollars: number | undefined): number | undefined {
  if (dollars === undefined || !Number.isFinite(dollars) || dollars < 0) return undefined;
  return Math.round(dollars * 1_000_000);
}
