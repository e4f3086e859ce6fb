"""The open data set as a folder for any static host: files to download, a description, and a page for each thing."""

from peelgraph.graph.publish.run import PublishReport, publish
from peelgraph.graph.publish.settings import PublishSettings

__all__ = ["PublishReport", "PublishSettings", "publish"]
