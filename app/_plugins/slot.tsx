'use client';
import { useQuery } from '@tanstack/react-query';
import { Component, type ComponentType, type ReactNode, Suspense } from 'react';
import { messageOf } from '#shared/message-of.ts';
import { useTRPC } from '../_lib/trpc.ts';
import page from '../_ui/page.module.css';
import type { SlotName, Slots } from './contributions.ts';
import { INSTALLED_CONTRIBUTIONS } from './installed.ts';
import { piecesOf } from './pieces-of.ts';

interface Props<Name extends SlotName> {
  readonly name: Name;
  readonly props: Slots[Name];
  /** The class of the section around each piece. */
  readonly className?: string | undefined;
  /** If set, only pieces of this plugin are shown. */
  readonly plugin?: string;
}

/** What running plugins put here, each piece as a section with its title; nothing if there are none. */
export function Slot<Name extends SlotName>({ name, props, className, plugin }: Props<Name>) {
  const running = useQuery(useTRPC().farm.info.queryOptions()).data?.plugins ?? [];
  const pieces = piecesOf(
    INSTALLED_CONTRIBUTIONS,
    name,
    (id) => running.includes(id) && (plugin === undefined || id === plugin),
  );
  return pieces.map(({ plugin: id, piece }) => {
    // A piece for this slot takes the properties that this slot hands in, which the compiler cannot work out.
    const Shown = piece.component as unknown as ComponentType<Slots[Name]>;
    return (
      <section key={`${id} ${piece.title}`} className={className} aria-label={piece.title}>
        <h2 className={page.sectionTitle}>{piece.title}</h2>
        <KeepTrouble plugin={id}>
          <Suspense fallback={<span aria-busy>Loading…</span>}>
            <Shown {...props} />
          </Suspense>
        </KeepTrouble>
      </section>
    );
  });
}

/** Keeps a piece that fails from breaking the rest of the page. */
class KeepTrouble extends Component<{ readonly plugin: string; readonly children: ReactNode }, { message?: string }> {
  override state: { message?: string } = {};

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.message === undefined) return this.props.children;
    return (
      <span role="alert">
        This part of the plugin {this.props.plugin} has failed: {this.state.message}
      </span>
    );
  }
}
