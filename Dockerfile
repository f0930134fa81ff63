# syntax=docker/dockerfile:1
ARG BASE=python:3.12-slim
FROM ${BASE} AS build
WORKDIR /atlas
COPY requirements.lock pyproject.toml README.md LICENSE LICENSE-DATA.md ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
COPY app app
COPY geo geo
RUN /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable . \
 && /opt/venv/bin/python -m compileall -q app geo

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home atlas
COPY --from=build /opt/venv /opt/venv
WORKDIR /atlas
COPY --from=build /atlas /atlas
COPY .streamlit .streamlit
COPY data data
USER 10001
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4).read()"]
# Everything written goes to /tmp, so the root file system may be read-only.
ENTRYPOINT ["corridor-atlas", "serve"]
