# One image for every process: largesse migrate | serve | work. It brings no database.
# Not built where Largesse is developed (there is no container engine there); report what does not work.

FROM python:3.11-slim AS build
RUN pip install --no-cache-dir "uv>=0.9"
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /build
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --no-install-project
COPY README.md LICENSE hatch_build.py ./
COPY scripts scripts
COPY web web
COPY src src
COPY migrations migrations
COPY examples examples
RUN uv sync --frozen --no-default-groups --no-editable

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Largesse" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home largesse \
    && install --directory --owner largesse --group largesse /data
COPY --from=build /build/.venv /build/.venv
ENV PATH=/build/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LARGESSE_DATA_DIR=/data
USER largesse
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
ENTRYPOINT ["largesse"]
CMD ["serve", "--host", "0.0.0.0"]
