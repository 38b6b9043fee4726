/** Prints a text alone, without the page around it. Nothing is stored or sent. */
export function printText(text: string): void {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  document.body.append(frame);
  const { contentDocument, contentWindow } = frame;
  if (!contentDocument || !contentWindow) return frame.remove();
  const paper = contentDocument.createElement('pre');
  paper.textContent = text;
  contentDocument.body.append(paper);
  contentWindow.addEventListener('afterprint', () => frame.remove());
  contentWindow.print();
}
