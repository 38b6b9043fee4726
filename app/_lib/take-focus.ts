/** As the `ref` of a field: it gets the focus once, when it appears. */
export function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}
