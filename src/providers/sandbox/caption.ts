import type { PixelSize } from '../../core/generation/image-request.ts';
import { glyphAdvance, glyphPath, hasGlyph, lineAdvance } from './pixel-font.ts';

/** A part of a picture, in pixels. */
export interface Area extends PixelSize {
  readonly left: number;
  readonly top: number;
}

const badgeText = 'SANDBOX - no model was asked';
const longestCaption = 360;
/** Characters that the built-in font lacks are left to the fonts of the system, in a wider cell. */
const foreignAdvance = 10;

/** SVG elements: the mark that this is no real result on top of the area, the prompt at its bottom. */
export function captionSvg(prompt: string, area: Area): string {
  return badge(area) + promptPanel(prompt, area);
}

function badge(area: Area): string {
  const dot = dotFor(badgeText.length * glyphAdvance + 8, area.width, area.width / 300);
  const width = (badgeText.length * glyphAdvance + 7) * dot;
  const height = 15 * dot;
  const { left, top } = area;
  return (
    `<rect x="${left}" y="${top}" width="${Math.min(width, area.width)}" height="${height}" fill="#d81b60"/>` +
    `<path d="${textPath(badgeText, left + 4 * dot, top + 4 * dot, dot)}" fill="#fff"/>`
  );
}

function promptPanel(prompt: string, area: Area): string {
  const text = shorten(prompt);
  const dot = dotFor(24 * glyphAdvance, area.width, area.width / 260);
  const lines = wrap(text, Math.max(8, Math.floor(area.width / dot) - 12));
  const room = Math.max(1, Math.floor((area.height * 0.55) / dot / lineAdvance) - 1);
  const shown = lines.slice(0, room);
  const height = (shown.length * lineAdvance + 8) * dot;
  const top = area.top + area.height - height;
  const drawn = shown.map((line, index) =>
    lineSvg(line, area.left + 6 * dot, top + (5 + index * lineAdvance) * dot, dot),
  );
  const panel = `<rect x="${area.left}" y="${top}" width="${area.width}" height="${height}" fill="#000" fill-opacity="0.55"/>`;
  return panel + drawn.join('');
}

/** The width of a font dot: the wished one, or less where the text would not fit; at least half a pixel. */
function dotFor(dotsWide: number, width: number, wished: number): number {
  const fitting = Math.min(wished, width / dotsWide);
  return fitting >= 1 ? Math.floor(fitting) : Math.max(0.5, fitting);
}

function lineSvg(line: string, left: number, top: number, dot: number): string {
  let x = left;
  let path = '';
  let foreign = '';
  for (const character of line) {
    if (hasGlyph(character)) path += glyphPath(character, x, top, dot);
    else foreign += `<text x="${x}" y="${top + 7.5 * dot}" font-size="${9 * dot}">${character}</text>`;
    x += advanceOf(character) * dot;
  }
  return `<path d="${path}" fill="#fff"/><g fill="#fff" font-family="sans-serif">${foreign}</g>`;
}

function textPath(text: string, left: number, top: number, dot: number): string {
  return [...text]
    .map((character, index) => glyphPath(character, left + index * glyphAdvance * dot, top, dot))
    .join('');
}

function advanceOf(character: string): number {
  return hasGlyph(character) ? glyphAdvance : foreignAdvance;
}

/** Lines of at most `dotsWide` dots, broken at blanks where there are any. */
function wrap(text: string, dotsWide: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    const advance = advanceOf(character);
    if (width + advance > dotsWide && line !== '') {
      const blank = line.lastIndexOf(' ');
      const kept = blank > 0 ? line.slice(blank + 1) : '';
      lines.push(blank > 0 ? line.slice(0, blank) : line);
      line = kept;
      width = [...kept].reduce((sum, each) => sum + advanceOf(each), 0);
    }
    line += character;
    width += advance;
  }
  return line === '' ? lines : [...lines, line];
}

/** One line of text that SVG can hold: no control characters, nothing that XML would take for itself. */
function shorten(prompt: string): string {
  const flat = prompt
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const characters = [...flat];
  return characters.length <= longestCaption ? flat : `${characters.slice(0, longestCaption).join('')}...`;
}
