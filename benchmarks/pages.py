"""Weight and speed of the built pages in a real browser: python -m benchmarks.pages [PAGE ...].

For each page with a widget: bytes over the wire all told (compressed as static hosts do), requests,
time until the first widget and until all of them answer on slow 4G (1.6 Mbit/s, 150 ms round trip)
with a processor four times slower, and the time from a slider's event to the painted canvas.
Median of three runs.
"""

import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

from tests.site.browser import FLAGS, SITE, executable, pages, served

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
READY = "[...document.querySelectorAll('figure.ll-explorer')].{}((f) => f.dataset.ready)"
MOVES = """async () => {
  const sliders = [...document.querySelectorAll(".ll-control input[type=range]")];
  const times = [];
  for (let n = 0; n < 200; n++) {
    const slider = sliders[n % sliders.length];
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    slider.value = (Number(slider.value) + 1) % (Number(slider.max) + 1);
    slider.dispatchEvent(new Event("input"));
    await null;
    slider.closest("figure").querySelector("canvas").getContext("2d").getImageData(0, 0, 1, 1);
    times.push(performance.now() - start);
  }
  return times;
}"""


def measure(browser: Browser, address: str) -> str:
    """Open one page as a phone on slow 4G would and return its row of the table."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_4G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="commit")
    page.wait_for_function(READY.format("some"), polling=20)
    first = page.evaluate("performance.now()")
    page.wait_for_load_state("domcontentloaded")  # now all figures are there
    page.wait_for_function(READY.format("every"), polling=20)
    last = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    times = sorted(page.evaluate(MOVES))
    context.close()
    late = times[int(0.95 * len(times))]
    return (
        f"{sum(sizes) / 1000:7.0f} kB {len(sizes):4d} {first / 1000:7.2f} s {last / 1000:6.2f} s "
        f"{statistics.median(times):9.2f} ms {late:7.2f} ms"
    )


def main() -> None:
    """Print a row for each page asked for, or for each page with a widget."""
    with_widgets = [
        str(path) for path in pages() if 'class="ll-explorer"' in (SITE / path).read_text("utf-8")
    ]
    print("   weight   req     first     all  slider: median    95 %  page")
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for path in sys.argv[1:] or with_widgets:
            rows = [measure(browser, f"{address}/{path}") for _ in range(3)]
            print(sorted(rows, key=lambda row: float(row.split()[3]))[1], path)
        browser.close()


if __name__ == "__main__":
    main()
