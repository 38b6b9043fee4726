/** The text, without what is beyond so many characters; an ellipsis stands for that. */
export function cutText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
