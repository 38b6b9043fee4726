const NOTICE = 'below-a-path';
const SCRIPT = `if (!/^\\/app(\\/|$)/.test(location.pathname)) {
  const notice = document.getElementById('${NOTICE}');
  notice.hidden = false;
  document.body.replaceChildren(notice);
}`;

/**
 * What somebody sees who opens a page through a proxy that puts the manager below a path. Scripts and styles are not
 * found there, so this brings its own.
 */
export function BelowAPath() {
  return (
    <>
      <main
        id={NOTICE}
        hidden
        style={{
          colorScheme: 'light dark',
          position: 'fixed',
          inset: 0,
          padding: '20vh 24px 24px',
          background: 'Canvas',
          color: 'CanvasText',
          font: '16px/1.6 ui-sans-serif, system-ui, sans-serif',
        }}
      >
        <div style={{ maxWidth: '36rem', margin: '0 auto' }}>
          <h1 style={{ font: 'inherit', fontSize: 20, fontWeight: 600, margin: '0 0 12px' }}>
            The farm’s pages need an address without a path
          </h1>
          <p style={{ margin: '0 0 12px' }}>
            A proxy shows this farm below a path of another site. Its pages cannot work there; workers and other
            programs can.
          </p>
          <p style={{ margin: 0 }}>
            Whoever looks after the proxy: give the farm a host of its own, such as https://farm.example.org. Examples
            for nginx and Caddy are in docs/reverse-proxy.md.
          </p>
        </div>
      </main>
      <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
    </>
  );
}
