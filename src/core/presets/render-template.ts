const place = '{prompt}';

/** A preset's prompt with the user's words in their place; without a place for them they come first. */
export function renderTemplate(template: string, words: string): string {
  if (template.includes(place)) return template.split(place).join(words);
  return [words, template].filter((part) => part !== '').join(', ');
}
